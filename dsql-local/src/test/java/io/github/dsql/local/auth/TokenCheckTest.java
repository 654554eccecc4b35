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
package io.github.dsql.local.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dsql.DsqlUtilities;

class TokenCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Credentials KEY = new Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final TokenCheck CHECK = checkAt(NOW);
    private static final TokenCheck STRICT = new TokenCheck(at(NOW), "us-east-1", KEY);

    @Test
    void tokenOfTheAwsSdkIsTakenWithItsSignature() {
        TokenCheck check = new TokenCheck(Clock.systemUTC(), "eu-central-1", KEY);
        AwsCredentials credentials = AwsBasicCredentials.create(KEY.accessKeyId(), KEY.secretAccessKey());
        AwsCredentials session =
                AwsSessionCredentials.create(KEY.accessKeyId(), KEY.secretAccessKey(), "a/session+token==");
        for (AwsCredentials signer : new AwsCredentials[] {credentials, session}) {
            String admin = sdk(signer).generateDbConnectAdminAuthToken(request -> request.hostname("localhost"));
            String other = sdk(signer)
                    .generateDbConnectAuthToken(request ->
                            request.hostname("x.dsql.eu-central-1.on.aws").expiresIn(Duration.ofDays(7)));
            assertThatCode(() -> check.check("admin", admin)).doesNotThrowAnyException();
            assertThatCode(() -> check.check("app", other)).doesNotThrowAnyException();
        }
    }

    @Test
    void tokenOfTheAwsSdkWithAnotherKeyIsNotTaken() {
        String token = sdk(AwsBasicCredentials.create(KEY.accessKeyId(), "another key"))
                .generateDbConnectAdminAuthToken(request -> request.hostname("localhost"));
        TokenCheck check = new TokenCheck(Clock.systemUTC(), null, KEY);
        assertThatThrownBy(() -> check.check("admin", token))
                .hasMessageStartingWith("The request signature we calculated");
    }

    private static DsqlUtilities sdk(AwsCredentials credentials) {
        return DsqlUtilities.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    @Test
    void actionMustFitTheUser() {
        refuses(CHECK, "admin", token("app"), "Wrong user to action mapping. user: admin, action: DbConnect");
        refuses(CHECK, "app", token("admin"), "Wrong user to action mapping. user: app, action: DbConnectAdmin");
        refuses(
                CHECK,
                "admin",
                token("admin").replace("DbConnectAdmin", "DeleteCluster"),
                "Wrong user to action mapping. user: admin, action: DeleteCluster");
        takes(CHECK, "admin", token("admin"));
        takes(CHECK, "app", token("app"));
        // Roles are told apart by case, as PostgreSQL tells them.
        takes(CHECK, "Admin", token("app"));
    }

    @Test
    void tokenIsTakenUntilTheSecondInWhichItExpires() {
        String token = token("admin");
        takes(checkAt(NOW.plusSeconds(900)), "admin", token);
        refuses(
                checkAt(NOW.plusSeconds(901)),
                "admin",
                token,
                "Signature expired: 20261122T100000Z is now earlier than 20261122T100001Z (20261122T101501Z - 15 min.)");
        refuses(
                checkAt(NOW.plusSeconds(90)),
                "admin",
                TokenMaker.token("localhost", "us-east-1", "admin", KEY, NOW, Duration.ofSeconds(50)),
                "Signature expired: 20261122T100000Z is now earlier than 20261122T100040Z (20261122T100130Z - 50 sec.)");
    }

    @Test
    void clockMayBeFiveMinutesSlow() {
        takes(checkAt(NOW.minusSeconds(300)), "admin", token("admin"));
        refuses(
                checkAt(NOW.minusSeconds(301)),
                "admin",
                token("admin"),
                "Signature not yet current: 20261122T100000Z is still later than 20261122T095959Z"
                        + " (20261122T095459Z + 5 min.)");
    }

    @Test
    void weekIsTheLongestValidity() {
        takes(CHECK, "admin", token("admin").replace("Expires=900", "Expires=604800"));
        for (String seconds : new String[] {"604801", "0", "-1", "1e3", "999999999999999999999"}) {
            refuses(
                    CHECK,
                    "admin",
                    token("admin").replace("Expires=900", "Expires=" + seconds),
                    "X-Amz-Expires must be between 1 and 604800 seconds.");
        }
    }

    @Test
    void serviceAndRegionMustFit() {
        refuses(
                CHECK,
                "admin",
                token("admin").replace("dsql%2Faws4", "rds-db%2Faws4"),
                "Credential should be scoped to correct service: 'dsql'.");
        String elsewhere = TokenMaker.token("localhost", "eu-west-1", "admin", KEY, NOW, Duration.ofMinutes(15));
        takes(CHECK, "admin", elsewhere);
        refuses(
                STRICT,
                "admin",
                elsewhere,
                "Credential should be scoped to a valid region, not 'eu-west-1': the stand-in was started for"
                        + " 'us-east-1'.");
    }

    @Test
    void credentialMustBeOfTheDayOfTheDate() {
        String scope = "X-Amz-Credential must name an access key, the day of X-Amz-Date, and a region.";
        for (String wrong : new String[] {"20261121", "2026", "", "20261122T"}) {
            refuses(CHECK, "admin", token("admin").replace("%2F20261122%2F", "%2F" + wrong + "%2F"), scope);
        }
        refuses(CHECK, "admin", token("admin").replace("Credential=AKIDEXAMPLE", "Credential="), scope);
        refuses(CHECK, "admin", token("admin").replace("us-east-1", ""), scope);
        refuses(
                CHECK,
                "admin",
                token("admin").replace("aws4_request", "aws4"),
                "X-Amz-Credential must read <access key id>/<yyyyMMdd>/<region>/dsql/aws4_request.");
        refuses(
                CHECK,
                "admin",
                token("admin").replace("Date=20261122T100000Z", "Date=20261122T1000Z"),
                "X-Amz-Date must read yyyyMMddTHHmmssZ.");
    }

    @Test
    void anythingThatIsChangedAfterSigningIsNoticedByWhoKnowsTheKey() {
        takes(STRICT, "admin", token("admin"));
        String signature =
                "The request signature we calculated does not match the signature you provided. Check your AWS"
                        + " Secret Access Key and signing method.";
        refuses(STRICT, "admin", token("app").replace("DbConnect&", "DbConnectAdmin&"), signature);
        refuses(STRICT, "admin", token("admin").replace("localhost/", "elsewhere/"), signature);
        refuses(STRICT, "admin", token("admin").replace("Expires=900", "Expires=901"), signature);
        refuses(STRICT, "admin", token("admin") + "&X-Amz-More=1", signature);
        refuses(STRICT, "admin", token("admin").replaceAll("Signature=.{8}", "Signature=00000000"), signature);
        assertThatThrownBy(() -> STRICT.check("admin", token("admin").replace("AKIDEXAMPLE", "AKIDOTHER")))
                .hasMessageStartingWith("The security token included in the request is invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action",
                "X-Amz-Algorithm",
                "X-Amz-Credential",
                "X-Amz-Date",
                "X-Amz-Expires",
                "X-Amz-SignedHeaders",
                "X-Amz-Signature"
            })
    void everyParameterIsNeeded(String parameter) {
        String without = token("admin")
                .replaceAll("(?<=[?&])" + parameter + "=[^&]*&?", "")
                .replaceAll("&$", "");
        refuses(CHECK, "admin", without, "The token lacks the parameter " + parameter + ".");
        String empty = token("admin").replaceAll("(?<=[?&])" + parameter + "=[^&]*", parameter + "=");
        refuses(CHECK, "admin", empty, "The token lacks the parameter " + parameter + ".");
    }

    @Test
    void otherAlgorithmsAndSignedHeadersAreNotTaken() {
        refuses(
                CHECK,
                "admin",
                token("admin").replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
                "The token's X-Amz-Algorithm must be AWS4-HMAC-SHA256.");
        refuses(
                CHECK,
                "admin",
                token("admin").replace("SignedHeaders=host", "SignedHeaders=host%3Bx"),
                "The token's X-Amz-SignedHeaders must be host.");
    }

    @Test
    void whatIsNoTokenIsCalledSo() {
        refuses(CHECK, "admin", "", "The password is empty: it must be an IAM authentication token.");
        String noToken = "The password is not an IAM authentication token, which reads <host>/?Action=DbConnect…";
        for (String text :
                new String[] {"secret", "/?Action=DbConnectAdmin", "https://" + token("admin"), "a/b/?c=d"}) {
            refuses(CHECK, "admin", text, noToken);
        }
        String parameters = "The token has a parameter without a value, or one twice.";
        for (String text : new String[] {"h/?", "h/?a", "h/?=b", "h/?a=b&", "h/?a=b&a=b", "h/?%41=b&A=c"}) {
            refuses(CHECK, "admin", text, parameters);
        }
        for (String text : new String[] {"h/?a=%", "h/?a=%zz", "h/?%f=b"}) {
            refuses(CHECK, "admin", text, "The token is not encoded as a URL is.");
        }
    }

    @Test
    void keyIsNotShownWithTheCredentials() {
        assertThat(KEY.toString()).contains("AKIDEXAMPLE").doesNotContain(KEY.secretAccessKey());
    }

    private static String token(String user) {
        return TokenMaker.token("localhost", "us-east-1", user, KEY, NOW, Duration.ofMinutes(15));
    }

    private static void takes(TokenCheck check, String user, String token) {
        assertThatCode(() -> check.check(user, token)).doesNotThrowAnyException();
    }

    private static void refuses(TokenCheck check, String user, String token, String reason) {
        assertThatThrownBy(() -> check.check(user, token))
                .as(token)
                .isInstanceOf(InvalidTokenException.class)
                .hasMessage(reason);
    }

    private static TokenCheck checkAt(Instant now) {
        return new TokenCheck(at(now), null, null);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
