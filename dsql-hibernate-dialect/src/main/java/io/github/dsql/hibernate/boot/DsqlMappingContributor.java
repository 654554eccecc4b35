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
package io.github.dsql.hibernate.boot;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.boot.DsqlOptions.ImplicitEnums;
import io.github.dsql.hibernate.mapping.CollectionKeys;
import io.github.dsql.hibernate.mapping.MappingReview;
import io.github.dsql.hibernate.mapping.UniqueKeyNames;
import io.github.dsql.hibernate.type.EnumChecks;
import io.github.dsql.hibernate.type.EnumLengths;
import org.hibernate.boot.ResourceStreamLocator;
import org.hibernate.boot.spi.AdditionalMappingContributions;
import org.hibernate.boot.spi.AdditionalMappingContributor;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.boot.spi.MetadataBuildingContext;

/**
 * Internal: what is done to a model bound for Aurora DSQL once its types are resolved, with a session factory to come or without.
 *
 * <p>A model bound for another database is left alone.
 */
public final class DsqlMappingContributor implements AdditionalMappingContributor {
    /** Called by Hibernate through the service loader. */
    public DsqlMappingContributor() {}

    @Override
    public String getContributorName() {
        return "dsql";
    }

    @Override
    public void contribute(
            AdditionalMappingContributions contributions,
            InFlightMetadataCollector metadata,
            ResourceStreamLocator resourceStreamLocator,
            MetadataBuildingContext buildingContext) {
        if (metadata.getDatabase().getDialect() instanceof DsqlDialect dialect) {
            if (dialect.options().implicitEnums() == ImplicitEnums.VARCHAR) {
                io.github.dsql.hibernate.type.ImplicitEnums.storeByName(metadata);
            }
            EnumLengths.widen(metadata);
            EnumChecks.apply(metadata);
            CollectionKeys.settle(metadata);
            UniqueKeyNames.settle(metadata);
            MappingReview.of(metadata, buildingContext.getBootstrapContext().getServiceRegistry());
        }
    }
}
