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
package io.github.dsql.benchmarks.contention;

import java.time.Duration;
import java.util.Arrays;

/**
 * What one policy reached with some clients on some rows.
 *
 * @param policy the policy
 * @param clients clients at the same time
 * @param rows rows that they share
 * @param committed transactions that were committed
 * @param givenUp transactions that the policy gave up
 * @param attempts attempts of all of them
 * @param elapsed how long it took
 * @param latencies how long each committed transaction took with its retries, in nanoseconds, sorted
 */
@SuppressWarnings("ArrayRecordComponent")
record Result(
        Policy policy,
        int clients,
        int rows,
        long committed,
        long givenUp,
        long attempts,
        Duration elapsed,
        long[] latencies) {

    Result {
        latencies = latencies.clone();
        Arrays.sort(latencies);
    }

    /** Committed transactions a second. */
    double goodput() {
        return committed * 1e9 / elapsed.toNanos();
    }

    double attemptsPerCommit() {
        return committed == 0 ? Double.NaN : (double) attempts / committed;
    }

    /** The share of transactions that the policy gave up. */
    double givenUpShare() {
        long all = committed + givenUp;
        return all == 0 ? 0 : (double) givenUp / all;
    }

    /** The time below which this share of the committed transactions stayed, in milliseconds. */
    double latencyMillis(double share) {
        return latencies.length == 0
                ? Double.NaN
                : latencies[(int) Math.min(latencies.length - 1L, Math.round(share * latencies.length))] / 1e6;
    }
}
