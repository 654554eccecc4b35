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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Internal: decides whether a token lets a user in, as the service does when a connection starts.
 *
 * <p>Only the access to the role {@code admin} and the age are known in the service's own words (AWS docs 2026-09, seen 2026-10);
 * the other reasons are those of AWS for any signed request.
 */
public final class TokenCheck {
    /** The longest that a token can be valid: a week, in seconds. */
    public static final int MAX_SECONDS = 604_800;

    /** How far the clock of whoever signs may be ahead, as for any AWS request. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Clock clock;
    private final @Nullable String region;
    private final @Nullable Credentials credentials;

    /**
     * Creates a check.
     *
     * @param clock tells whether a token is still valid
     * @param region the region that tokens must be for, or null for any
     * @param credentials what tokens must be signed with, or null if signatures are not checked
     */
    public TokenCheck(Clock clock, @Nullable String region, @Nullable Credentials credentials) {
        this.clock = clock;
        this.region = region;
        this.credentials = credentials;
    }

    /**
     * Checks a token.
     *
     * @param user who wants to connect
     * @param password the token
     * @throws InvalidTokenException if it does not let the user in
     */
    public void check(String user, String password) throws InvalidTokenException {
        IamToken token = IamToken.parse(password);
        require(token, IamToken.ALGORITHM, Signature.ALGORITHM);
        require(token, IamToken.SIGNED_HEADERS, Signature.SIGNED_HEADERS);
        CredentialScope scope = CredentialScope.of(token);
        scope(scope, token.get(IamToken.DATE));
        time(token);
        if (credentials != null) {
            signature(token, scope, credentials);
        }
        action(token, user);
    }

    private void scope(CredentialScope scope, String date) throws InvalidTokenException {
        if (!scope.service().equals(TokenMaker.SERVICE)) {
            throw new InvalidTokenException("Credential should be scoped to correct service: 'dsql'.");
        }
        if (region != null && !scope.region().equals(region)) {
            throw new InvalidTokenException("Credential should be scoped to a valid region, not '" + scope.region()
                    + "': the stand-in was started for '" + region + "'.");
        }
        boolean complete = !scope.accessKeyId().isEmpty() && !scope.region().isEmpty();
        if (!complete || scope.date().isEmpty() || !date.startsWith(scope.date() + "T")) {
            throw new InvalidTokenException(
                    "X-Amz-Credential must name an access key, the day of X-Amz-Date, and a region.");
        }
    }

    private void time(IamToken token) throws InvalidTokenException {
        Instant date = date(token.get(IamToken.DATE));
        long seconds = seconds(token.get(IamToken.EXPIRES));
        Instant now = clock.instant();
        if (date.isAfter(now.plus(SKEW))) {
            throw new InvalidTokenException("Signature not yet current: " + text(date) + " is still later than "
                    + text(now.plus(SKEW)) + " (" + text(now) + " + " + SKEW.toMinutes() + " min.)");
        }
        if (now.isAfter(date.plusSeconds(seconds))) {
            throw new InvalidTokenException("Signature expired: " + text(date) + " is now earlier than "
                    + text(now.minusSeconds(seconds)) + " (" + text(now) + " - " + duration(seconds) + ")");
        }
    }

    private static void signature(IamToken token, CredentialScope scope, Credentials expected)
            throws InvalidTokenException {
        if (!scope.accessKeyId().equals(expected.accessKeyId())) {
            throw new InvalidTokenException("The security token included in the request is invalid: the stand-in was"
                    + " started with the credentials of another access key.");
        }
        byte[] right = Signature.of(token, expected.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(right, token.get(IamToken.SIGNATURE).getBytes(StandardCharsets.UTF_8))) {
            throw new InvalidTokenException("The request signature we calculated does not match the signature you"
                    + " provided. Check your AWS Secret Access Key and signing method.");
        }
    }

    private static void action(IamToken token, String user) throws InvalidTokenException {
        String action = token.get(IamToken.ACTION);
        token.get(IamToken.SIGNATURE);
        if (!action.equals(Action.of(user))) {
            throw new InvalidTokenException("Wrong user to action mapping. user: " + user + ", action: " + action);
        }
    }

    private static void require(IamToken token, String parameter, String value) throws InvalidTokenException {
        if (!token.get(parameter).equals(value)) {
            throw new InvalidTokenException("The token's " + parameter + " must be " + value + ".");
        }
    }

    private static Instant date(String text) throws InvalidTokenException {
        try {
            return Instant.from(TokenMaker.TIME.parse(text));
        } catch (DateTimeException e) {
            throw new InvalidTokenException("X-Amz-Date must read yyyyMMddTHHmmssZ.");
        }
    }

    private static long seconds(String text) throws InvalidTokenException {
        if (text.matches("[0-9]{1,6}")) {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= MAX_SECONDS) {
                return seconds;
            }
        }
        throw new InvalidTokenException("X-Amz-Expires must be between 1 and " + MAX_SECONDS + " seconds.");
    }

    private static String text(Instant time) {
        return TokenMaker.TIME.format(time);
    }

    private static String duration(long seconds) {
        return seconds % 60 == 0 ? seconds / 60 + " min." : seconds + " sec.";
    }
}
