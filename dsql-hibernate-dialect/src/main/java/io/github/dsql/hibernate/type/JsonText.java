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
package io.github.dsql.hibernate.type;

import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.format.JsonDocumentWriter;

/**
 * Writes a JSON document as text.
 *
 * <p>Hibernate's own writer makes no valid JSON of a control character, a number that is none, or a negative year.
 */
final class JsonText implements JsonDocumentWriter {
    private final StringBuilder json = new StringBuilder();

    @Override
    public JsonText startObject() {
        return value("{");
    }

    @Override
    public JsonText endObject() {
        json.append('}');
        return this;
    }

    @Override
    public JsonText startArray() {
        return value("[");
    }

    @Override
    public JsonText endArray() {
        json.append(']');
        return this;
    }

    @Override
    public JsonText objectKey(String key) {
        stringValue(key);
        json.append(':');
        return this;
    }

    @Override
    public JsonText nullValue() {
        return value("null");
    }

    @Override
    public JsonText numericValue(Number value) {
        return value(value.toString());
    }

    @Override
    public JsonText booleanValue(boolean value) {
        return value(String.valueOf(value));
    }

    @Override
    public JsonText stringValue(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        value.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append((char) character);
            } else if (character < ' ') {
                quoted.append(String.format("\\u%04x", character));
            } else {
                quoted.append((char) character);
            }
        });
        return value(quoted.append('"').toString());
    }

    @Override
    public <T> JsonText serializeJsonValue(
            Object value, JavaType<T> javaType, JdbcType jdbcType, WrapperOptions options) {
        return value(JsonValues.write(value, javaType, jdbcType, options));
    }

    /** Appends a value, after a comma if one is before it in the same array or object. */
    private JsonText value(String text) {
        int length = json.length();
        if (length > 0 && "[{:".indexOf(json.charAt(length - 1)) < 0) {
            json.append(',');
        }
        json.append(text);
        return this;
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
