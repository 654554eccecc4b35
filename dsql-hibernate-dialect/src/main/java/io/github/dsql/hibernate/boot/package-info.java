/** Internal: what Hibernate finds by itself when the library is on the class path, and the settings as read at boot. */
@NullMarked
package io.github.dsql.hibernate.boot;

import org.jspecify.annotations.NullMarked;
