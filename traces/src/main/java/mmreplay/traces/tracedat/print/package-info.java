/** The events' format files: their fields, and their {@code print fmt} run on the bytes of one event. */
@NullMarked
package mmreplay.traces.tracedat.print;

import org.jspecify.annotations.NullMarked;
