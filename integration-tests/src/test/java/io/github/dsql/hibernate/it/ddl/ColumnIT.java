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
package io.github.dsql.hibernate.it.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.junit.jupiter.api.Test;

class ColumnIT {
    enum Gender {
        FEMALE,
        MALE
    }

    @Entity(name = "Member")
    @Table(name = "club_member")
    static class Member {
        @Id
        Long id;

        @Column(length = 1)
        Gender gender;
    }

    @Test
    void lengthGivenForAnOrdinalIsWidenedForNames() {
        assertThat(Schema.of(Member.class).throughLife(session -> {
                    Member member = new Member();
                    member.id = 1L;
                    member.gender = Gender.FEMALE;
                    session.persist(member);
                    session.flush();
                    session.clear();
                    assertThat(session.find(Member.class, 1L).gender).isEqualTo(Gender.FEMALE);
                }))
                .singleElement()
                .asString()
                .contains("gender varchar(6) check ((gender in ('FEMALE','MALE')))");
    }

    @Entity(name = "Letter")
    @Table(name = "letter")
    static class Letter {
        @Id
        Long id;

        @Enumerated(EnumType.STRING)
        @Column(length = 1)
        Grade grade;
    }

    enum Grade {
        A,
        B,
        FAILED
    }

    @Test
    void enumColumnTooShortByChoiceTakesWhatFits() {
        Schema.of(Letter.class).throughLife(session -> {
            Letter letter = new Letter();
            letter.id = 1L;
            letter.grade = Grade.B;
            session.persist(letter);
            session.flush();
            session.clear();
            assertThat(session.find(Letter.class, 1L).grade).isEqualTo(Grade.B);
        });
    }
}
