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
package io.github.dsql.hibernate.it.feature;

import jakarta.persistence.Basic;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.LazyGroup;

/** Entities that are used as they are and enhanced. */
public interface EnhancedModel {
    @Entity(name = "Document")
    @Table(name = "enhanced_document")
    @DynamicUpdate
    class Document implements EnhancedDocument {
        @Id
        private Long id;

        @Version
        private int version;

        private String title;

        @Lob
        @Basic(fetch = FetchType.LAZY)
        @LazyGroup("text")
        private String text;

        @Lob
        @Basic(fetch = FetchType.LAZY)
        @LazyGroup("content")
        @Column(name = "content")
        private byte[] content;

        @OneToMany(mappedBy = "document", cascade = CascadeType.ALL)
        private Set<Page> pages = new HashSet<>();

        @Override
        public void fill(long newId) {
            id = newId;
            title = "title";
            text = "text " + newId;
            content = new byte[] {1, 2, 3};
            addPage("page 1");
        }

        @Override
        public Object addPage(String pageTitle) {
            Page page = new Page();
            page.setTitle(pageTitle);
            page.setDocument(this);
            pages.add(page);
            return page;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public void rename(String newTitle) {
            title = newTitle;
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public byte[] content() {
            return content;
        }

        @Override
        public List<String> pageTitles() {
            return pages.stream().map(Page::getTitle).toList();
        }

        public Long getId() {
            return id;
        }

        public int getVersion() {
            return version;
        }
    }

    @Entity(name = "Page")
    @Table(name = "enhanced_page")
    class Page {
        @Id
        @GeneratedValue
        private Long id;

        private String title;

        @ManyToOne(fetch = FetchType.LAZY)
        private Document document;

        public Long getId() {
            return id;
        }

        public String getTitle() {
            return title;
        }

        public void setTitle(String title) {
            this.title = title;
        }

        public Document getDocument() {
            return document;
        }

        public void setDocument(Document document) {
            this.document = document;
        }
    }
}
