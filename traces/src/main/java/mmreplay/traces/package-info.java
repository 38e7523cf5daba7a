/**
 * Bytes to ordered, typed events. The entry is {@link mmreplay.traces.TraceFile}: it looks at a file's content, picks the
 * reader of its format and streams {@link mmreplay.traces.RawEvent}s and {@link mmreplay.traces.Gap}s in file order.
 *
 * <p>This room knows files, formats and the kernels' names. It knows no rule.
 */
@NullMarked
package mmreplay.traces;

import org.jspecify.annotations.NullMarked;
