/** From one format to another: which formats are written, and the one pass that does it. */
@NullMarked
package mmreplay.traces.convert;

import org.jspecify.annotations.NullMarked;
