/** Internal: asynchronous jobs: how long they take, which fail, and how they move on. */
@NullMarked
package io.github.dsql.local.job;

import org.jspecify.annotations.NullMarked;
