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
package io.github.dsql.local.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FramingTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final Out out = new Out(sent);

    @Test
    void messagesOfAnySizeComeBackAsWritten() throws IOException {
        int[] sizes = {0, 1, 65_530, 65_531, 65_536, 200_000};
        for (int size : sizes) {
            out.message('d', filled(size));
        }
        out.message('c');
        out.flush();
        In in = reader(1_000_000);
        for (int size : sizes) {
            assertThat(in.next()).isEqualTo('d');
            assertThat(in.body()).isEqualTo(filled(size));
        }
        assertThat(in.next()).isEqualTo('c');
        assertThat(in.next()).isEqualTo(-1);
    }

    @Test
    void forwardedAndSkippedMessagesKeepTheirOrder() throws IOException {
        out.message('D', filled(300_000));
        out.message('N', filled(70_000));
        out.message('C', new Body().text("SELECT 1").bytes());
        out.flush();
        In in = reader(1_000_000);
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        Out to = new Out(passed);
        in.forward(in.next(), to);
        assertThat(in.next()).isEqualTo('N');
        in.forward(in.next(), to);
        to.flush();
        In result = new In(new ByteArrayInputStream(passed.toByteArray()), to, 1_000_000);
        assertThat(result.next()).isEqualTo('D');
        assertThat(result.body()).isEqualTo(filled(300_000));
        assertThat(result.next()).isEqualTo('C');
        assertThat(new Cursor(result.body()).text()).isEqualTo("SELECT 1");
    }

    @Test
    void messageOverTheLimitIsRefusedBeforeItIsRead() throws IOException {
        out.message('B', filled(96));
        out.message('B', filled(97));
        out.flush();
        In in = reader(100);
        assertThat(in.next()).isEqualTo('B');
        assertThatThrownBy(in::next).isInstanceOf(IOException.class).hasMessageContaining("allowed are 100");
    }

    @Test
    void lengthBelowItsOwnSizeIsRefused() throws IOException {
        In in = new In(new ByteArrayInputStream(new byte[] {'Q', 0, 0, 0, 3}), out, 100);
        assertThatThrownBy(in::next).isInstanceOf(IOException.class);
    }

    @Test
    void endInsideAMessageIsAnError() throws IOException {
        In in = new In(new ByteArrayInputStream(new byte[] {'Q', 0, 0, 0, 9, 1}), out, 100);
        assertThat(in.next()).isEqualTo('Q');
        assertThatThrownBy(in::body).isInstanceOf(EOFException.class);
    }

    @Test
    void whatIsBufferedIsSentBeforeWaiting() throws IOException {
        out.message('Z', new byte[] {'I'});
        InputStream partner = new InputStream() {
            @Override
            public int read() {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                assertThat(sent.size()).isEqualTo(6);
                return -1;
            }
        };
        assertThat(new In(partner, out, 100).next()).isEqualTo(-1);
        assertThat(sent.size()).isEqualTo(6);
    }

    @Test
    void bodyFieldsComeBackAsWritten() throws IOException {
        byte[] body = new Body()
                .text("portál")
                .int8('S')
                .int16(258)
                .int32(-2)
                .rest(new byte[] {9, 8, 7}, 1)
                .bytes();
        Cursor cursor = new Cursor(body);
        assertThat(cursor.text()).isEqualTo("portál");
        assertThat(cursor.int8()).isEqualTo('S');
        assertThat(cursor.int8()).isEqualTo(1);
        assertThat(cursor.int8()).isEqualTo(2);
        assertThat(cursor.int32()).isEqualTo(-2);
        assertThat(Arrays.copyOfRange(body, cursor.position(), body.length)).containsExactly(8, 7);
    }

    @Test
    void errorFieldsCanBeReadChangedAndRemoved() throws IOException {
        byte[] body = ErrorFields.of("ERROR", "40001", "konflikt ž")
                .set('D', "detail")
                .set(ErrorFields.POSITION, "7")
                .body(StandardCharsets.UTF_8);
        ErrorFields error = ErrorFields.read(body, StandardCharsets.UTF_8).set(ErrorFields.POSITION, null);
        assertThat(error.get(ErrorFields.STATE)).isEqualTo("40001");
        assertThat(error.get(ErrorFields.MESSAGE)).isEqualTo("konflikt ž");
        assertThat(error.get('D')).isEqualTo("detail");
        assertThat(error.get(ErrorFields.POSITION)).isEmpty();
    }

    private In reader(int maxLength) {
        return new In(new ByteArrayInputStream(sent.toByteArray()), out, maxLength);
    }

    private static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }
}
