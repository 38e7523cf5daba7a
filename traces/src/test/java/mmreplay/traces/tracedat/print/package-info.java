@NullMarked
package mmreplay.traces.tracedat.print;

import org.jspecify.annotations.NullMarked;
