/**
 * The reconstructed memory management: folios, page tables, anon_vma trees, vmas, mms, swap slots, tasks. State only, no rule.
 *
 * <p>Every fact is known or UNKNOWN. Nothing is assumed about what happened before the trace began, and {@link
 * mmreplay.invariants.machine.Machine#forget} makes everything unknown again where events were lost. An object whose birth was
 * seen is known from then on, because all that happened to it is in the trace.
 */
@NullMarked
package mmreplay.invariants.machine;

import org.jspecify.annotations.NullMarked;
