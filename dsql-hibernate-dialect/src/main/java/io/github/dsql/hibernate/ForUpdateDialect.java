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
package io.github.dsql.hibernate;

import io.github.dsql.hibernate.lock.DsqlLocks;
import jakarta.persistence.Timeout;
import org.hibernate.LockOptions;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.dialect.PostgreSQLDriverKind;

/**
 * PostgreSQL's dialect with the one locking clause of Aurora DSQL, {@code for update}, whatever the lock: there is no {@code for share}, and nothing waits, so that NOWAIT and timeouts
 * hold without being said.
 */
abstract class ForUpdateDialect extends PostgreSQLDialect {
    ForUpdateDialect(DatabaseVersion version) {
        super(version);
    }

    ForUpdateDialect(DatabaseVersion version, PostgreSQLDriverKind driverKind) {
        super(version, driverKind);
    }

    @Override
    public String getForUpdateString() {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    public String getForUpdateString(String aliases) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    @SuppressWarnings("removal")
    public String getForUpdateString(String aliases, LockOptions lockOptions) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    public String getForUpdateNowaitString() {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    public String getForUpdateNowaitString(String aliases) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    public String getForUpdateSkipLockedString() {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    public String getForUpdateSkipLockedString(String aliases) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    public String getWriteLockString(Timeout timeout) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    public String getWriteLockString(String aliases, Timeout timeout) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    public String getReadLockString(Timeout timeout) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    public String getReadLockString(String aliases, Timeout timeout) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    @SuppressWarnings("deprecation")
    public String getWriteLockString(int timeout) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    @SuppressWarnings("deprecation")
    public String getWriteLockString(String aliases, int timeout) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    @SuppressWarnings("deprecation")
    public String getReadLockString(int timeout) {
        return DsqlLocks.FOR_UPDATE;
    }

    @Override
    @SuppressWarnings("deprecation")
    public String getReadLockString(String aliases, int timeout) {
        return DsqlLocks.FOR_UPDATE;
    }
}
