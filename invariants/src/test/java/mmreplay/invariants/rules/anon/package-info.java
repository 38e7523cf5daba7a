/** Tests. */
@NullMarked
package mmreplay.invariants.rules.anon;

import org.jspecify.annotations.NullMarked;
