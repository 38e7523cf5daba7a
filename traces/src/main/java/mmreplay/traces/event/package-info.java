/**
 * The canonical vocabulary: what a kernel did, whatever the tracer called it. A dialect turns a {@link
 * mmreplay.traces.RawEvent} into {@link mmreplay.traces.event.MmEvent}s; the machine and the rules know nothing else.
 */
@NullMarked
package mmreplay.traces.event;

import org.jspecify.annotations.NullMarked;
