/** Tests of the timeline. */
@NullMarked
package mmreplay.reports.perfetto;

import org.jspecify.annotations.NullMarked;
