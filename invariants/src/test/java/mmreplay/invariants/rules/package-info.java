/** Tests. */
@NullMarked
package mmreplay.invariants.rules;

import org.jspecify.annotations.NullMarked;
