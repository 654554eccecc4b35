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
package io.github.dsql.examples.ownerpet;

import io.github.dsql.examples.ownerpet.database.Database;
import io.github.dsql.examples.ownerpet.database.ExampleTables;
import io.github.dsql.examples.ownerpet.scenes.ConflictScene;
import io.github.dsql.examples.ownerpet.scenes.EnumScene;
import io.github.dsql.examples.ownerpet.scenes.FindOrCreateScene;
import io.github.dsql.examples.ownerpet.scenes.LockScene;
import io.github.dsql.examples.ownerpet.scenes.RoundTripScene;
import io.github.dsql.examples.ownerpet.scenes.TruncateScene;
import io.github.dsql.examples.ownerpet.scenes.UpsertScene;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.PrintStream;
import java.util.Map;

/**
 * Owners and pets on Aurora DSQL, from the first table to the last retry.
 *
 * <p>Runs on DSQL Local, or on the cluster named by {@code CLUSTER_ENDPOINT} and {@code CLUSTER_USER}. Ends with exit code 0 if
 * every result was the expected one, 1 if one was not, and 2 if the environment or the database is not fit to run it.
 */
public final class OwnerPet {
    private OwnerPet() {}

    public static void main(String[] args) {
        // Hibernate's log goes where the pool's goes; simplelogger.properties says what is printed.
        System.setProperty("org.jboss.logging.provider", "slf4j");
        System.exit(run(System.getenv(), System.out, System.err));
    }

    /** Runs the whole example and returns its exit code. */
    static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
        Transcript transcript = new Transcript(out);
        try (Database database = Database.open(environment)) {
            transcript.say("Connected to " + database);
            play(database, transcript);
            transcript.scene("Everything was as expected.");
            return 0;
        } catch (WrongResultException e) {
            err.println("WRONG RESULT: " + e.getMessage());
            return 1;
        } catch (IllegalArgumentException | IllegalStateException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    private static void play(Database database, Transcript transcript) {
        ExampleTables.requireAbsent(database.dataSource());
        try (EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                "owner-pet", Map.of("jakarta.persistence.nonJtaDataSource", database.dataSource()))) {
            transcript.scene(
                    "Create the schema: each statement in a transaction of its own, indexes built asynchronously");
            factory.getSchemaManager().create(false);
            ExampleTables.describe(database.dataSource()).forEach(transcript::say);
            try {
                new RoundTripScene(factory, transcript).play();
                new EnumScene(factory, transcript).play();
                new UpsertScene(factory, transcript).play();
                new FindOrCreateScene(factory, transcript).play();
                new LockScene(factory, transcript).play();
                new ConflictScene(factory, transcript).play();
                new TruncateScene(factory, transcript).play();
            } finally {
                factory.getSchemaManager().drop(false);
            }
        }
    }
}
