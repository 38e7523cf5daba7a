/** Tests. */
@NullMarked
package mmreplay.invariants.rules.mig;

import org.jspecify.annotations.NullMarked;
