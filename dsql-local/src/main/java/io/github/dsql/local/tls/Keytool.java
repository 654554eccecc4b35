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
package io.github.dsql.local.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Internal: makes keys and certificates with the program that every Java comes with. */
final class Keytool {
    private static final String ALGORITHM = "EC";
    private static final String CURVE = "secp256r1";

    /** A key store that is opened at each start must open fast; its password is known anyway. */
    private static final List<String> CHEAP_ENCRYPTION = List.of(
            "-J-Dkeystore.pkcs12.keyPbeIterationCount=1",
            "-J-Dkeystore.pkcs12.certPbeIterationCount=1",
            "-J-Dkeystore.pkcs12.macIterationCount=1");

    private final Path keyStore;
    private final String password;

    Keytool(Path keyStore, String password) {
        this.keyStore = keyStore;
        this.password = password;
    }

    /** Makes a key with a certificate, and adds both to the key store. */
    void generate(String alias, String name, int days, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + name));
        arguments.addAll(List.of("-keyalg", ALGORITHM, "-groupname", CURVE, "-validity", Integer.toString(days)));
        // A clock that runs a little behind this one must not take a new certificate for one of the future.
        arguments.addAll(List.of("-startdate", "-1d"));
        arguments.addAll(options);
        run(arguments);
    }

    private void run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass", password));
        command.addAll(CHEAP_ENCRYPTION);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = await(process);
        if (status != 0) {
            throw new IOException("keytool ended with status " + status + ": " + output.strip());
        }
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a certificate was being made", e);
        }
    }
}
