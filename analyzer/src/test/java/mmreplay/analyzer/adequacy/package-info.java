/** Who checks the checker? Trials of the rules on simulated histories, correct ones and ones with a planted bug. */
@NullMarked
package mmreplay.analyzer.adequacy;

import org.jspecify.annotations.NullMarked;
