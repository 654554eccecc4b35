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
package io.github.dsql.hibernate.conflict;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Internal: which sessions of one dialect have a transaction open on the present thread.
 *
 * <p>Nothing in Hibernate knows that. A retry needs it, which must not run inside a transaction, and so does a conflict at a statement,
 * which reaches a dialect without the session that it happened in.
 */
public final class OpenTransactions {
    private final ThreadLocal<List<WeakReference<TranslatingOwner>>> onThread = ThreadLocal.withInitial(ArrayList::new);

    /** Creates the memory of one dialect. */
    public OpenTransactions() {}

    /**
     * Tells whether this thread is in a transaction.
     *
     * @return whether a transaction that was begun on this thread has not ended
     */
    public boolean isAny() {
        return !open().isEmpty();
    }

    void begun(TranslatingOwner owner) {
        List<WeakReference<TranslatingOwner>> references = onThread.get();
        references.removeIf(reference -> isEnded(reference.get()) || reference.get() == owner);
        references.add(new WeakReference<>(owner));
    }

    void ended(TranslatingOwner owner) {
        List<WeakReference<TranslatingOwner>> references = onThread.get();
        references.removeIf(reference -> isEnded(reference.get()) || reference.get() == owner);
        if (references.isEmpty()) {
            onThread.remove();
        }
    }

    /** Tells the sessions that may have had it of a conflict at a statement; the last one begun is the most likely. */
    void conflict(DsqlConflictException conflict) {
        List<TranslatingOwner> owners = open();
        for (int i = 0; i < owners.size(); i++) {
            owners.get(i).suspect(conflict, i == owners.size() - 1);
        }
    }

    private List<TranslatingOwner> open() {
        List<TranslatingOwner> owners = new ArrayList<>();
        for (WeakReference<TranslatingOwner> reference : onThread.get()) {
            TranslatingOwner owner = reference.get();
            if (owner != null && !isEnded(owner)) {
                owners.add(owner);
            }
        }
        if (owners.isEmpty()) {
            onThread.remove();
        }
        return owners;
    }

    private static boolean isEnded(@Nullable TranslatingOwner owner) {
        return owner == null || !owner.isInTransaction();
    }
}
