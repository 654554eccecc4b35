/** The record of what clients sent, how it ended, and which faults were injected. */
@NullMarked
package io.github.dsql.local.log;

import org.jspecify.annotations.NullMarked;
