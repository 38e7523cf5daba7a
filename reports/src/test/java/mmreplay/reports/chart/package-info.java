/** Tests. */
@NullMarked
package mmreplay.reports.chart;

import org.jspecify.annotations.NullMarked;
