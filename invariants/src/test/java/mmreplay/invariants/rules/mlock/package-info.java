/** Tests. */
@NullMarked
package mmreplay.invariants.rules.mlock;

import org.jspecify.annotations.NullMarked;
