/** Opens the replay's single verdicts to tests. */
@NullMarked
package mmreplay.invariants.replay;

import org.jspecify.annotations.NullMarked;
