/** Tests. */
@NullMarked
package mmreplay.invariants.scene;

import org.jspecify.annotations.NullMarked;
