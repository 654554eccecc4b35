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
package io.github.dsql.hibernate.it.scenario.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** Rows of several tenants in one table, for a factory of their own. */
public final class Tenants {
    private Tenants() {}

    /** Belongs to a tenant. */
    @Entity(name = "TenantNote")
    @Table(name = "tenant_note")
    public static class TenantNote {
        @Id
        @GeneratedValue
        public UUID id;

        @TenantId
        @Column(length = 20)
        public String tenant;

        public String text;

        public TenantNote() {}

        public TenantNote(String text) {
            this.text = text;
        }
    }
}
