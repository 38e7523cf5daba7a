/** Tests of comparisons. */
@NullMarked
package mmreplay.reports.compare;

import org.jspecify.annotations.NullMarked;
