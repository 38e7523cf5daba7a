/** How locks are used (catalogue 2.4). */
@NullMarked
package mmreplay.invariants.rules.lock;

import org.jspecify.annotations.NullMarked;
