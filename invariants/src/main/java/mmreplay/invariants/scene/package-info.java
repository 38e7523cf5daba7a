/**
 * What surrounds a finding: the locks that its tasks held and the lives of its objects. Gathered in the pass that fetches the
 * witnesses, for the findings that are told and for nothing else. Nothing here judges: a scene explains a finding, and the
 * finding stands without it.
 */
@NullMarked
package mmreplay.invariants.scene;

import org.jspecify.annotations.NullMarked;
