/** Tests of the junit output. */
@NullMarked
package mmreplay.reports.junit;

import org.jspecify.annotations.NullMarked;
