/** Findings to files that people and CI read. Knows pages and schemas; knows no kernel. */
@NullMarked
package mmreplay.reports;

import org.jspecify.annotations.NullMarked;
