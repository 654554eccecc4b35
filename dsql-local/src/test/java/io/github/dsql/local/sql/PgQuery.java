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
package io.github.dsql.local.sql;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads SQL with PostgreSQL 16's own parser, a WebAssembly module; see {@code libpg-query/README.md}. */
final class PgQuery {
    private static final String RESOURCE = "libpg-query/libpg-query.wasm";
    private static final String SHA_256 = "74ae663632442e4c2f70b8aed9751401a4d319ee4ce65bee56bbd73bbb816b85";
    private static final int PAGE = 65_536;
    private static final long NOT_SUPPORTED = 52;
    private static final @Nullable String NO_ERROR = null;

    /** What PostgreSQL's {@code setjmp} is to its {@code ereport}. */
    private static final class LongJump extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LongJump() {
            super(NO_ERROR, null, false, false);
        }
    }

    /**
     * What the parser makes of a text.
     *
     * @param error its message, or null if it can read the text
     * @param statements the statements in order; empty after an error
     */
    record Result(@Nullable String error, List<Node> statements) {}

    /**
     * A statement.
     *
     * @param tag the parse node's type, for example {@code SelectStmt}
     * @param fields what is in it
     * @param text the part of the text that it was read from
     */
    record Node(String tag, Map<String, Object> fields, String text) {}

    private final Instance instance;

    private PgQuery(Instance instance) {
        this.instance = instance;
    }

    static PgQuery load() {
        WasmModule module = Parser.parse(bytes());
        ImportValues.Builder imports = ImportValues.builder();
        // What each is, in the order of the names: libpg-query/README.md says where that is written.
        imports.addFunction(host("a", 2, true, PgQuery::invoke));
        imports.addFunction(host("b", 1, false, unexpected("exit")));
        imports.addFunction(host("c", 4, true, (i, arguments) -> new long[] {NOT_SUPPORTED}));
        imports.addFunction(new HostFunction(
                "a",
                "d",
                FunctionType.of(List.of(ValType.I32, ValType.I64, ValType.I32, ValType.I32), List.of(ValType.I32)),
                (i, arguments) -> new long[] {NOT_SUPPORTED}));
        imports.addFunction(host("e", 4, true, (i, arguments) -> new long[] {NOT_SUPPORTED}));
        imports.addFunction(host("f", 1, true, (i, arguments) -> new long[] {NOT_SUPPORTED}));
        imports.addFunction(host("g", 0, false, unexpected("abort")));
        imports.addFunction(host("h", 1, false, PgQuery::invoke));
        imports.addFunction(host("i", 1, true, PgQuery::invoke));
        imports.addFunction(host("j", 1, false, unexpected("proc_exit")));
        imports.addFunction(host("k", 0, false, (i, arguments) -> new long[0]));
        imports.addFunction(new HostFunction(
                "a", "l", FunctionType.of(List.of(ValType.I32, ValType.F64), List.of(ValType.I32)), (i, arguments) ->
                        new long[] {0}));
        imports.addFunction(host("m", 0, false, (i, arguments) -> {
            throw new LongJump();
        }));
        imports.addFunction(host("n", 1, true, PgQuery::resizeHeap));
        imports.addFunction(host("o", 3, true, PgQuery::invoke));
        Instance instance =
                Instance.builder(module).withImportValues(imports.build()).build();
        instance.export("q").apply();
        return new PgQuery(instance);
    }

    Result parse(String sql) {
        byte[] utf8 = sql.getBytes(StandardCharsets.UTF_8);
        Memory memory = instance.memory();
        int text = call("s", utf8.length + 1);
        memory.write(text, utf8);
        memory.writeByte(text + utf8.length, (byte) 0);
        int result = call("r", text);
        int error = memory.readInt(result + 8);
        Result parsed = error != 0
                ? new Result(memory.readCString(memory.readInt(error)), List.of())
                : new Result(NO_ERROR, statements(memory.readCString(memory.readInt(result)), utf8));
        instance.export("v").apply(result);
        instance.export("u").apply(text);
        return parsed;
    }

    @SuppressWarnings("unchecked")
    private static List<Node> statements(String tree, byte[] utf8) {
        Map<String, Object> root = tree.isEmpty() ? Map.of() : (Map<String, Object>) Json.read(tree);
        List<Map<String, Object>> statements = (List<Map<String, Object>>) root.getOrDefault("stmts", List.of());
        return statements.stream().map(statement -> node(statement, utf8)).toList();
    }

    @SuppressWarnings("unchecked")
    private static Node node(Map<String, Object> statement, byte[] utf8) {
        int start = ((Number) statement.getOrDefault("stmt_location", 0)).intValue();
        int length = ((Number) statement.getOrDefault("stmt_len", utf8.length - start)).intValue();
        Map<String, Object> nodes = (Map<String, Object>) Objects.requireNonNull(statement.get("stmt"));
        Map.Entry<String, Object> node = nodes.entrySet().iterator().next();
        return new Node(
                node.getKey(),
                (Map<String, Object>) node.getValue(),
                new String(utf8, start, length, StandardCharsets.UTF_8));
    }

    private int call(String function, long argument) {
        return (int) instance.export(function).apply(argument)[0];
    }

    /** Calls a function by its number, and catches a long jump out of it. */
    private static long[] invoke(Instance instance, long... arguments) {
        long stack = instance.export("z").apply()[0];
        try {
            int function = instance.table(0).requiredRef((int) arguments[0]);
            long[] result = instance.getMachine().call(function, Arrays.copyOfRange(arguments, 1, arguments.length));
            return result == null ? new long[0] : result;
        } catch (LongJump jump) {
            instance.export("y").apply(stack);
            instance.export("x").apply(1, 0);
            return new long[] {0};
        }
    }

    private static long[] resizeHeap(Instance instance, long... arguments) {
        int have = instance.memory().pages();
        int wanted = (int) (((arguments[0] & 0xffffffffL) + PAGE - 1) / PAGE);
        return new long[] {instance.memory().grow(Math.max(wanted - have, have / 4)) < 0 ? 0 : 1};
    }

    private static WasmFunctionHandle unexpected(String what) {
        return (instance, arguments) -> {
            throw new IllegalStateException("The parser called " + what);
        };
    }

    private static HostFunction host(String name, int arguments, boolean result, WasmFunctionHandle function) {
        ValType[] types = new ValType[arguments];
        Arrays.fill(types, ValType.I32);
        return new HostFunction(
                "a", name, FunctionType.of(List.of(types), result ? List.of(ValType.I32) : List.of()), function);
    }

    private static byte[] bytes() {
        try (InputStream in = Objects.requireNonNull(PgQuery.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            byte[] bytes = in.readAllBytes();
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            if (!hash.equals(SHA_256)) {
                throw new IllegalStateException(RESOURCE + " has the checksum " + hash);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
