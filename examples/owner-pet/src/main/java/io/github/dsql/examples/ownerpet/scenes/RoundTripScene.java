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
package io.github.dsql.examples.ownerpet.scenes;

import io.github.dsql.examples.ownerpet.Transcript;
import io.github.dsql.examples.ownerpet.model.Owner;
import io.github.dsql.examples.ownerpet.model.Pet;
import io.github.dsql.examples.ownerpet.model.PetKind;
import io.github.dsql.examples.ownerpet.model.Specialty;
import io.github.dsql.examples.ownerpet.model.Vet;
import jakarta.persistence.EntityManagerFactory;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Stores owners, pets, vets and specialties, and reads them back through their associations. */
public final class RoundTripScene {
    private final EntityManagerFactory factory;
    private final Transcript transcript;

    public RoundTripScene(EntityManagerFactory factory, Transcript transcript) {
        this.factory = factory;
        this.transcript = transcript;
    }

    public void play() {
        transcript.scene("Store owners, pets, vets and specialties, and read them back");
        Owner jean = new Owner("Jean Coleman", "Monona", "6085552654");
        Pet stray = new Pet("Mulligan", LocalDate.of(2021, 2, 24), PetKind.DOG, null);
        factory.runInTransaction(entityManager -> {
            entityManager.persist(jean);
            entityManager.persist(new Pet("Samantha", LocalDate.of(2019, 9, 4), PetKind.CAT, jean));
            entityManager.persist(new Pet("Max", LocalDate.of(2020, 9, 4), PetKind.HAMSTER, jean));
            entityManager.persist(stray);
            Specialty surgery = new Specialty("surgery");
            Specialty dentistry = new Specialty("dentistry");
            entityManager.persist(surgery);
            entityManager.persist(dentistry);
            entityManager.persist(new Vet("Linda Douglas", Set.of(surgery, dentistry)));
            entityManager.persist(new Vet("Rafael Ortega", Set.of(surgery)));
        });
        factory.runInTransaction(entityManager -> {
            List<Pet> pets = entityManager.find(Owner.class, jean.getId()).getPets();
            transcript.check(
                    "pets of Jean",
                    List.of("Max HAMSTER 2020-09-04", "Samantha CAT 2019-09-04"),
                    pets.stream().map(RoundTripScene::describe).toList());
            transcript.check(
                    "owner of the stray",
                    null,
                    entityManager.find(Pet.class, stray.getId()).getOwner());
            transcript.check(
                    "specialties of Linda",
                    List.of("dentistry", "surgery"),
                    entityManager.find(Vet.class, "Linda Douglas").getSpecialties().stream()
                            .map(Specialty::getName)
                            .sorted()
                            .toList());
            transcript.check(
                    "vets who operate",
                    List.of("Linda Douglas", "Rafael Ortega"),
                    entityManager
                            .createQuery(
                                    "select v.name from Vet v join v.specialties s where s.name = 'surgery' order by v.name",
                                    String.class)
                            .getResultList());
        });
    }

    private static String describe(Pet pet) {
        return pet.getName() + " " + pet.getKind() + " " + pet.getBirthDate();
    }
}
