/** Tests. */
@NullMarked
package mmreplay.invariants.rules.lock;

import org.jspecify.annotations.NullMarked;
