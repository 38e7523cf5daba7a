/** Shrinking, without a trace. The program's own tests shrink a real one. */
@NullMarked
package mmreplay.invariants.shrink;

import org.jspecify.annotations.NullMarked;
