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
package io.github.dsql.hibernate.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.scenario.model.People.Letter;
import io.github.dsql.hibernate.it.scenario.model.People.Mailbox;
import io.github.dsql.hibernate.it.scenario.model.People.Passport;
import io.github.dsql.hibernate.it.scenario.model.People.Person;
import io.github.dsql.hibernate.it.scenario.model.People.Profile;
import org.junit.jupiter.api.Test;

class PeopleIT extends Scenario {
    @Test
    void foreignKeyOneToOneIsReadFromBothSides() {
        Person person = new Person("Ada");
        person.passport = new Passport("P-1");
        persist(person);
        run(session -> {
            assertThat(session.find(Person.class, person.id).passport.number).isEqualTo("P-1");
            assertThat(session.find(Passport.class, person.passport.id).holder.name)
                    .isEqualTo("Ada");
        });
    }

    @Test
    void optionalOneToOneMayBeMissing() {
        Person person = new Person("Bob");
        persist(person);
        Person found = find(Person.class, person.id);
        assertThat(found.passport).isNull();
        assertThat(found.profile).isNull();
    }

    @Test
    void sharedKeyOneToOneTakesTheKeyOfItsPerson() {
        Person person = new Person("Cleo");
        person.profile = new Profile(person, "x".repeat(66_000));
        persist(person);
        Profile profile = find(Profile.class, person.id);
        assertThat(profile.biography).hasSize(66_000);
    }

    @Test
    void replacedOneToOneOrphanIsDeleted() {
        Person person = new Person("Dan");
        person.passport = new Passport("P-old");
        persist(person);
        run(session -> session.find(Person.class, person.id).passport = new Passport("P-new"));
        assertThat(list(String.class, "select number from Passport where number in ('P-old', 'P-new')"))
                .containsExactly("P-new");
    }

    @Test
    void selfReferencesOfBothKindsComeBack() {
        Person boss = new Person("Boss");
        Person worker = new Person("Worker");
        worker.manager = boss;
        worker.friends.add(boss);
        boss.friends.add(worker);
        persist(boss, worker);
        run(session -> {
            Person found = session.find(Person.class, worker.id);
            assertThat(found.friends).containsExactly(session.getReference(Person.class, boss.id));
            assertThat(session.createSelectionQuery(
                                    "select p.name from Person p where p.manager.name = 'Boss'", String.class)
                            .getResultList())
                    .containsExactly("Worker");
        });
    }

    @Test
    void identityColumnSuitsAnIntegerKey() {
        Person first = new Person("First");
        Person second = new Person("Second");
        persist(first, second);
        assertThat(first.id).isPositive();
        assertThat(second.id).isGreaterThan(first.id);
    }

    @Test
    void onDeleteCascadeLeavesNoChildBehind() {
        Mailbox mailbox = new Mailbox("a@example.org");
        mailbox.aliases.add("b@example.org");
        persist(mailbox, new Letter(mailbox, "one"), new Letter(mailbox, "two"));
        run(session -> session.remove(session.find(Mailbox.class, mailbox.id)));
        assertThat(one(Long.class, "select count(*) from Letter")).isZero();
        assertThat(nativeOne(Long.class, "select count(*) from mailbox_aliases"))
                .isZero();
    }
}
