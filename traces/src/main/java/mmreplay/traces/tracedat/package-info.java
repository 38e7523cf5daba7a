/**
 * trace-cmd's {@code trace.dat}, versions 6 and 7, read directly (formats: trace-cmd.dat.v6(5) and trace-cmd.dat.v7(5); pages:
 * the kernel's include/linux/ring_buffer.h).
 *
 * <p>An event presents the text that tracefs would print, made from the file's own {@code print fmt} when somebody asks for
 * it. What differs: a {@code %p} is raw where tracefs prints a hash, and times have nanoseconds.
 *
 * <p>Several buffers (trace-cmd's {@code -B}) are merged by time into one stream. {@link mmreplay.traces.RawEvent#buffer()} names
 * the buffer of each event. A kind of event that two buffers record is taken from the one that has it first, since the kernel
 * did such a thing once; markers and other entries of the tracers themselves are taken from all. A buffer whose clock is not
 * the first one's cannot be merged and is left out with an issue. Sizes and offsets in the file are lies until checked.
 */
@NullMarked
package mmreplay.traces.tracedat;

import org.jspecify.annotations.NullMarked;
