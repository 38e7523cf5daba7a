/** Tests. */
@NullMarked
package mmreplay.invariants.rules.ptw;

import org.jspecify.annotations.NullMarked;
