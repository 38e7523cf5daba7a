/** mlock: PG_mlocked, VM_LOCKED and the isolation that both depend on (catalogue 2.5). */
@NullMarked
package mmreplay.invariants.rules.mlock;

import org.jspecify.annotations.NullMarked;
