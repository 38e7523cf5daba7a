/** Tests. */
@NullMarked
package mmreplay.invariants.rules.map;

import org.jspecify.annotations.NullMarked;
