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
package io.github.dsql.examples.springboot;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moves money. Every method is a transaction of its own, run again after a conflict. */
@Service
@Transactional
@RetryOnConflict
public class Transfers {
    private final AccountRepository accounts;
    private final TransferRepository transfers;

    public Transfers(AccountRepository accounts, TransferRepository transfers) {
        this.accounts = accounts;
        this.transfers = transfers;
    }

    public void open(String owner, long balance) {
        accounts.save(new Account(owner, balance));
    }

    public void transfer(String source, String target, long amount) {
        accounts.findById(source).orElseThrow().add(-amount);
        accounts.findById(target).orElseThrow().add(amount);
        transfers.save(new Transfer(source, target, amount));
    }

    @Transactional(readOnly = true)
    public long balance(String owner) {
        return accounts.findById(owner).orElseThrow().getBalance();
    }

    @Transactional(readOnly = true)
    public long count() {
        return transfers.count();
    }
}
