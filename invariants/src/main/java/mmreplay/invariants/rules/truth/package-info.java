/** The replayed state against the kernel's own account. */
@NullMarked
package mmreplay.invariants.rules.truth;

import org.jspecify.annotations.NullMarked;
