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

import io.github.dsql.local.DsqlLocal;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.resilience.annotation.EnableResilientMethods;

/** Transfers money between accounts, with two clients in each other's way. */
@SpringBootApplication
@EnableResilientMethods
public class TransfersApplication {
    public static void main(String[] args) throws InterruptedException {
        if (System.getenv("SPRING_DATASOURCE_URL") != null) {
            show(SpringApplication.run(TransfersApplication.class, args));
            return;
        }
        try (DsqlLocal dsql = DsqlLocal.builder().allowPlainText().start()) {
            SpringApplication application = new SpringApplication(TransfersApplication.class);
            application.setDefaultProperties(Map.of("spring.datasource.url", dsql.jdbcUrl()));
            show(application.run(args));
        }
    }

    private static void show(ConfigurableApplicationContext context) throws InterruptedException {
        try (context) {
            Transfers transfers = context.getBean(Transfers.class);
            transfers.open("alice", 100);
            transfers.open("bob", 100);
            Thread other = new Thread(() -> transferTenTimes(transfers, "bob", "alice"));
            other.start();
            transferTenTimes(transfers, "alice", "bob");
            other.join();
            System.out.println("alice has " + transfers.balance("alice") + ", bob has " + transfers.balance("bob")
                    + ", after " + transfers.count() + " transfers");
        }
    }

    private static void transferTenTimes(Transfers transfers, String source, String target) {
        for (int i = 0; i < 10; i++) {
            transfers.transfer(source, target, 5);
        }
    }
}
