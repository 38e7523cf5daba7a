/** Writers of folio-&gt;mapping of anonymous pages (catalogue 2.1). */
@NullMarked
package mmreplay.invariants.rules.anon;

import org.jspecify.annotations.NullMarked;
