/** Tests of what is written of trials of the rules. */
@NullMarked
package mmreplay.reports.adequacy;

import org.jspecify.annotations.NullMarked;
