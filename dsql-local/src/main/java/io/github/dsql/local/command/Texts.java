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
package io.github.dsql.local.command;

import io.github.dsql.local.DsqlLocal;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Internal: what the command prints. */
final class Texts {
    private Texts() {}

    static void help(PrintStream out) {
        out.println("Runs a stand-in for Amazon Aurora DSQL on this machine until it is stopped with Ctrl-C.");
        out.println();
        out.println("Usage: java -jar dsql-local-<version>-server.jar [options]");
        out.println();
        for (Option option : Option.values()) {
            out.printf("  %-27s %s%n", option.usage(), option.meaning());
        }
    }

    static void version(PrintStream out) {
        String version = Texts.class.getPackage().getImplementationVersion();
        out.println("DSQL Local " + (version == null ? "(not from its jar)" : version));
    }

    static void running(PrintStream out, DsqlLocal local, CommandLine line) {
        out.println("DSQL Local takes connections on " + local.host() + ":" + local.port() + ".");
        out.println();
        out.println("psql    " + psql(local.jdbcUrl()));
        out.println("pgjdbc  " + local.jdbcUrl());
        out.println();
        out.println((line.has(Option.DATA)
                        ? "Data is kept in " + line.value(Option.DATA, "") + "."
                        : "Data is thrown away at the end; --data keeps it.")
                + " Ctrl-C stops it.");
        out.flush();
    }

    /** Writes a URL of pgjdbc as a call of psql; the parameters that such URLs have here are called the same in both. */
    static String psql(String jdbcUrl) {
        URI url = URI.create(jdbcUrl.substring("jdbc:".length()));
        Stream<String> address = Stream.of(
                "host=" + url.getHost(),
                "port=" + url.getPort(),
                "dbname=" + url.getPath().substring(1));
        Stream<String> parameters = Stream.of(url.getRawQuery().split("&")).map(Texts::setting);
        return "psql \"" + Stream.concat(address, parameters).collect(Collectors.joining(" ")) + "\"";
    }

    private static String setting(String parameter) {
        int equals = parameter.indexOf('=');
        String value = URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8);
        boolean plain = value.matches("[^\\s'\\\\]+");
        return parameter.substring(0, equals + 1)
                + (plain ? value : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'");
    }
}
