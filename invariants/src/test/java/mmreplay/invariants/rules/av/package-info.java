/** Tests. */
@NullMarked
package mmreplay.invariants.rules.av;

import org.jspecify.annotations.NullMarked;
