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
