/** Tests of the csv output. */
@NullMarked
package mmreplay.reports.csv;

import org.jspecify.annotations.NullMarked;
