/**
 * Events to state to findings: the machine that replays a trace, the rules that judge it, and the ledger that keeps verdicts
 * right when events were lost.
 *
 * <p>This room knows the mm. It knows no file format and no HTML.
 */
@NullMarked
package mmreplay.invariants;

import org.jspecify.annotations.NullMarked;
