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
package io.github.dsql.hibernate.mapping;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.boot.DsqlOptions.MappingReviewMode;
import io.github.dsql.hibernate.schema.DsqlSchemaManagementTool;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.hibernate.MappingException;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.Database;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.jboss.logging.Logger;

/**
 * Internal: whether a boot model and its settings fit Aurora DSQL: all that does not in one report, before any statement of a schema.
 *
 * <p>A model is reviewed as soon as it is bound, whatever it is built for. The integrator of a session factory and the schema tool
 * review it again, for what other contributors have added since, and report what is new.
 */
public final class MappingReview {
    private static final Logger LOG = Logger.getLogger(MappingReview.class);

    /** What has been reported of a model; its database is the same object from the first second pass to the last statement. */
    private final Map<Database, Set<Finding>> reported = Collections.synchronizedMap(new WeakHashMap<>());

    /** Starts with nothing reviewed. */
    public MappingReview() {}

    /**
     * Returns the names of all kinds of findings.
     *
     * @return the codes that {@code mapping_review.ignore} takes
     */
    public static Set<String> codes() {
        return Rules.codes().stream().map(Code::id).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns what does not fit among Hibernate's settings alone.
     *
     * @param settings Hibernate's settings
     * @return a line for each error, empty if there is none
     */
    public static List<String> ofSettings(Map<String, Object> settings) {
        Findings findings = new Findings(Set.of());
        SettingsRule.check(settings, findings);
        ConnectionRule.check(settings, findings);
        return new Report(findings.sorted()).errors();
    }

    /**
     * Reviews a model with the memory of the schema tool of its services.
     *
     * @param metadata the model
     * @param services where the settings and the schema tool are
     * @throws MappingException if something does not fit and the settings do not say otherwise
     */
    public static void of(Metadata metadata, ServiceRegistry services) {
        MappingReview review = services.getService(SchemaManagementTool.class) instanceof DsqlSchemaManagementTool tool
                ? tool.mappingReview()
                : new MappingReview();
        review.review(metadata, services);
    }

    /**
     * Reviews a model.
     *
     * @param metadata the model
     * @param services where the settings are
     * @throws MappingException if something does not fit and the settings do not say otherwise
     */
    public void review(Metadata metadata, ServiceRegistry services) {
        if (metadata instanceof MetadataImplementor model
                && model.getDatabase().getDialect() instanceof DsqlDialect dialect) {
            Map<String, Object> settings =
                    services.requireService(ConfigurationService.class).getSettings();
            review(new BootModel(model, dialect, settings));
        }
    }

    private void review(BootModel model) {
        MappingReviewMode mode = model.options().mappingReview();
        Findings findings = new Findings(model.options().ignoredFindings());
        Rules.ALWAYS.forEach(rule -> rule.check(model, findings));
        boolean stop = mode == MappingReviewMode.FAIL || !findings.sorted().isEmpty();
        if (mode != MappingReviewMode.OFF) {
            Rules.OTHERS.forEach(rule -> rule.check(model, findings));
        }
        Set<Finding> known = reported.computeIfAbsent(
                model.metadata.getDatabase(), database -> Collections.synchronizedSet(new HashSet<>()));
        report(new Report(findings.sorted().stream().filter(known::add).toList()), stop);
    }

    private static void report(Report report, boolean stop) {
        if (stop && report.has(Severity.ERROR)) {
            throw new MappingException(report.failure());
        }
        String warning = report.warning();
        if (warning != null) {
            LOG.warn(warning);
        }
        String remarks = report.remarks();
        if (remarks != null) {
            LOG.info(remarks);
        }
    }
}
