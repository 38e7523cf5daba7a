@NullMarked
package mmreplay.traces.tracedat;

import org.jspecify.annotations.NullMarked;
