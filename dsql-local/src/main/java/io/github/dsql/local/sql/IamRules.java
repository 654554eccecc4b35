/*
 * Copyright 2026 the dsql-hibernate authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.dsql.local.sql;

/** Internal: runs {@code AWS IAM GRANT role TO 'arn'} and its REVOKE, which PostgreSQL does not have. */
final class IamRules {
    private IamRules() {}

    static Statement judge(Source source, Cursor cursor) {
        boolean grant = cursor.at("aws", "iam", "grant");
        if (!grant && !cursor.at("aws", "iam", "revoke")) {
            return source.accept(StatementKind.QUERY);
        }
        Token role = cursor.peek(3);
        Token arn = cursor.peek(5);
        boolean complete = role.isName()
                && cursor.peek(4).is(grant ? "to" : "from")
                && arn.type() == Token.Type.STRING
                && cursor.peek(6).type() == Token.Type.END;
        if (!complete) {
            return source.accept(StatementKind.QUERY);
        }
        String call = "dsql_internal." + (grant ? "iam_grant" : "iam_revoke") + "(" + Literals.quoted(role.value())
                + ", " + Literals.quoted(arn.value()) + ")";
        return source.instead(
                StatementKind.DDL,
                "DO " + Literals.dollarQuoted(" BEGIN PERFORM " + call + "; END "),
                grant ? "AWS IAM GRANT" : "AWS IAM REVOKE");
    }
}
