/** Tests of the baseline output. */
@NullMarked
package mmreplay.reports.baseline;

import org.jspecify.annotations.NullMarked;
