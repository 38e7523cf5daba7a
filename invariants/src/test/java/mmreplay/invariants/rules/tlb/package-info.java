/** Tests. */
@NullMarked
package mmreplay.invariants.rules.tlb;

import org.jspecify.annotations.NullMarked;
