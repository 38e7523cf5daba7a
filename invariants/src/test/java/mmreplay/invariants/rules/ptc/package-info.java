/** Tests. */
@NullMarked
package mmreplay.invariants.rules.ptc;

import org.jspecify.annotations.NullMarked;
