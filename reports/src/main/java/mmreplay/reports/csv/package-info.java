/** Findings as CSV, for spreadsheets and scripts. */
@NullMarked
package mmreplay.reports.csv;

import org.jspecify.annotations.NullMarked;
