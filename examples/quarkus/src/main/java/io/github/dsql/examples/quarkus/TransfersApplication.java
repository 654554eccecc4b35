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
package io.github.dsql.examples.quarkus;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.UUID;

/** Opens two accounts, moves money from one to the other and tells what is left. */
@QuarkusMain
public class TransfersApplication implements QuarkusApplication {
    private final Transfers transfers;

    public TransfersApplication(Transfers transfers) {
        this.transfers = transfers;
    }

    @Override
    public int run(String... args) {
        String alice = "alice " + UUID.randomUUID();
        String bob = "bob " + UUID.randomUUID();
        transfers.open(alice, 100);
        transfers.open(bob, 100);
        transfers.transfer(alice, bob, 30);
        System.out.println("alice has " + transfers.balance(alice) + ", bob has " + transfers.balance(bob));
        return 0;
    }
}
