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
package io.github.dsql.hibernate.it.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.type.EnumModel.Amount;
import io.github.dsql.hibernate.it.type.EnumModel.Code;
import io.github.dsql.hibernate.it.type.EnumModel.Holder;
import io.github.dsql.hibernate.it.type.EnumModel.Kind;
import io.github.dsql.hibernate.it.type.EnumModel.Level;
import io.github.dsql.hibernate.it.type.EnumModel.Quoted;
import io.github.dsql.hibernate.it.type.EnumModel.Styles;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of enums under the settings that decide on them. */
class EnumSettingsIT {
    private static final String IMPLICIT = "hibernate.dialect.dsql.implicit_enums";
    private static final String NATIVE = "hibernate.type.prefer_native_enum_types";

    @ParameterizedTest
    @CsvSource({
        "varchar, false, character varying(255)",
        "varchar, true, character varying(255)",
        "ordinal, false, smallint",
        "ordinal, true, smallint",
    })
    void theSettingDecidesOnEnumsThatSayNothing(String implicit, String nativeTypes, String type) throws SQLException {
        try (SessionFactory factory = boot(implicit, nativeTypes)) {
            assertThat(Boot.typeOf("enum_styles", "bare")).isEqualTo(type);
            assertThat(Boot.typeOf("enum_styles", "withbodies")).isEqualTo(type);
            assertThat(Boot.typeOf("enum_code", "kind")).isEqualTo(type);
            assertThat(Boot.typeOf("enum_holder", "code_kind")).isEqualTo(type);
            assertThat(Boot.typeOf("enum_holder", "nested")).isEqualTo(type);
            for (String column : List.of("string", "named", "quoted", "converted")) {
                assertThat(Boot.typeOf("enum_styles", column)).isEqualTo("character varying(255)");
            }
            for (String column : List.of("ordinal", "namedordinal", "number", "bycode")) {
                assertThat(Boot.typeOf("enum_styles", column)).isEqualTo("smallint");
            }
            for (String column : List.of("bare", "string", "ordinal", "named", "namedordinal", "quoted", "number")) {
                assertThat(Boot.checkOn("enum_styles", column)).as(column).isNotEmpty();
            }
            roundTrip(factory);
        }
    }

    @Test
    void noTypeIsCreatedForNativeEnums() throws SQLException {
        try (SessionFactory factory = boot("varchar", "true")) {
            assertThat(factory.isOpen()).isTrue();
            assertThat(Boot.text("select count(*) from pg_type where typtype = 'e'"))
                    .isEqualTo("0");
        }
    }

    private static void roundTrip(SessionFactory factory) {
        factory.inTransaction(session -> {
            Code code = new Code();
            code.kind = Kind.DOG;
            session.persist(code);
            Holder holder = new Holder();
            holder.id = 1;
            holder.code = code;
            holder.detail.nested = Kind.APE;
            session.persist(holder);
            Styles styles = new Styles();
            styles.id = 1;
            styles.bare = Kind.DOG;
            styles.string = Kind.DOG;
            styles.ordinal = Kind.DOG;
            styles.named = Kind.DOG;
            styles.namedOrdinal = Kind.DOG;
            styles.quoted = Quoted.QUOTE;
            styles.number = Amount.TWENTY;
            styles.converted = Level.HIGH;
            styles.withBodies = Level.HIGH;
            session.persist(styles);
        });
        factory.inTransaction(session -> {
            Styles read = session.find(Styles.class, 1);
            assertThat(List.of(read.bare, read.string, read.ordinal, read.named, read.namedOrdinal))
                    .containsOnly(Kind.DOG);
            assertThat(read.quoted).isEqualTo(Quoted.QUOTE);
            assertThat(read.number).isEqualTo(Amount.TWENTY);
            assertThat(read.converted).isEqualTo(Level.HIGH);
            assertThat(read.withBodies).isEqualTo(Level.HIGH);
            assertThat(session.find(Holder.class, 1).code.kind).isEqualTo(Kind.DOG);
            for (String attribute : List.of("bare", "string", "ordinal", "named", "namedOrdinal")) {
                assertThat(session.createSelectionQuery(
                                        "select count(*) from EnumModel$Styles where " + attribute + " = DOG and "
                                                + attribute + " in (:kinds)",
                                        Long.class)
                                .setParameterList("kinds", List.of(Kind.DOG, Kind.CAT))
                                .getSingleResult())
                        .as(attribute)
                        .isEqualTo(1L);
            }
        });
    }

    private static SessionFactory boot(String implicit, String nativeTypes) {
        return Boot.sessionFactory(
                Map.of(IMPLICIT, implicit, NATIVE, nativeTypes), Styles.class, Code.class, Holder.class);
    }
}
