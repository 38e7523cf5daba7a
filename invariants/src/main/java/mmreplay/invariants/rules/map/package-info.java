/** mapcount (catalogue 2.3). */
@NullMarked
package mmreplay.invariants.rules.map;

import org.jspecify.annotations.NullMarked;
