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
package io.github.dsql.benchmarks.contention;

import java.util.List;
import java.util.Locale;

/** The goodput of the results as a picture: a group of bars for each number of clients and rows, as a share of the limit. */
final class Chart {
    private static final int BAR = 14;
    private static final int GROUP = 70;
    private static final int HEIGHT = 220;
    private static final int LEFT = 50;
    private static final int TOP = 60;

    private Chart() {}

    static String of(List<Result> results) {
        List<Result> limits =
                results.stream().filter(r -> r.policy() == Policy.NO_CONFLICTS).toList();
        int width = LEFT + limits.size() * GROUP + 20;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                        + "<text x=\"%d\" y=\"18\" font-size=\"13\">Goodput, as a share of the same clients without conflicts</text>%n",
                width,
                TOP + HEIGHT + 50,
                LEFT));
        for (int percent = 0; percent <= 100; percent += 25) {
            int y = TOP + HEIGHT - HEIGHT * percent / 100;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d %%</text>%n",
                    LEFT,
                    width - 10,
                    y,
                    y,
                    LEFT - 5,
                    y + 4,
                    percent));
        }
        int legend = LEFT;
        for (Policy policy : Policy.compared()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"30\" width=\"10\" height=\"10\" fill=\"%s\"/><text x=\"%d\" y=\"39\">%s</text>%n",
                    legend,
                    policy.colour,
                    legend + 15,
                    policy.title));
            legend += 180;
        }
        for (int group = 0; group < limits.size(); group++) {
            group(svg, limits.get(group), results, LEFT + group * GROUP + 8);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void group(StringBuilder svg, Result limit, List<Result> results, int x) {
        int bar = x;
        for (Policy policy : Policy.compared()) {
            double height =
                    HEIGHT * Math.min(1.1, Table.find(results, policy, limit).goodput() / limit.goodput());
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>%n",
                    bar,
                    TOP + HEIGHT - height,
                    BAR,
                    height,
                    policy.colour));
            bar += BAR + 2;
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d client%s</text><text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d row%s</text>%n",
                x + 23,
                TOP + HEIGHT + 16,
                limit.clients(),
                limit.clients() == 1 ? "" : "s",
                x + 23,
                TOP + HEIGHT + 32,
                limit.rows(),
                limit.rows() == 1 ? "" : "s"));
    }
}
