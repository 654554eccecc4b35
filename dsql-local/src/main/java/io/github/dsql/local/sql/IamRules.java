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
    private static final int FIRST_BEHIND_AWS_IAM = 2;

    private IamRules() {}

    static Statement judge(Source source, Cursor cursor) {
        boolean grant = cursor.at("aws", "iam", "grant");
        int wrong = firstWrong(cursor, grant ? "grant" : "revoke", grant ? "to" : "from");
        if (wrong >= 0) {
            return unreadable(source, cursor.peek(wrong), wrong);
        }
        String call = "dsql_internal." + (grant ? "iam_grant" : "iam_revoke") + "("
                + Literals.quoted(cursor.peek(3).value()) + ", "
                + Literals.quoted(cursor.peek(5).value()) + ")";
        return source.instead(
                StatementKind.DDL,
                "DO " + Literals.dollarQuoted(" BEGIN PERFORM " + call + "; END "),
                grant ? "AWS IAM GRANT" : "AWS IAM REVOKE");
    }

    /** The number of the first token that is not what it must be, or -1. */
    private static int firstWrong(Cursor cursor, String verb, String preposition) {
        boolean[] right = {
            cursor.peek().is("aws"),
            cursor.peek(1).is("iam"),
            cursor.peek(2).is(verb),
            cursor.peek(3).isName(),
            cursor.peek(4).is(preposition),
            cursor.peek(5).type() == Token.Type.STRING,
            cursor.peek(6).type() == Token.Type.END
        };
        for (int i = 0; i < right.length; i++) {
            if (!right[i]) {
                return i;
            }
        }
        return -1;
    }

    /**
     * PostgreSQL stumbles over the same token if it is sent {@code COMMENT} and then what begins with that token. Over {@code aws}
     * itself, which it does not know, it stumbles anyway.
     */
    private static Statement unreadable(Source source, Token wrong, int number) {
        String text = source.text();
        boolean ended = wrong.type() == Token.Type.END;
        int from = ended ? text.length() : wrong.start();
        String near = ended ? "" : source.text(wrong);
        String before = number <= FIRST_BEHIND_AWS_IAM ? text.substring(0, from) : padded("COMMENT", from);
        return source.unreadable(before + text.substring(from), Rule.SYNTAX_ERROR.refuse(near));
    }

    private static String padded(String word, int length) {
        return word + " ".repeat(length - word.length());
    }
}
