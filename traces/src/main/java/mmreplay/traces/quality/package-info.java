/** How good the input was: where every line went, and every named way in which a recording can be deficient. */
@NullMarked
package mmreplay.traces.quality;

import org.jspecify.annotations.NullMarked;
