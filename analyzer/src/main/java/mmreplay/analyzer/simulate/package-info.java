/** A simulated machine whose memory management writes the trace of an instrumented kernel: correct histories, and one planted bug where asked. */
@NullMarked
package mmreplay.analyzer.simulate;

import org.jspecify.annotations.NullMarked;
