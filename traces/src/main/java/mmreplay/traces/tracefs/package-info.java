/**
 * The text that tracefs prints, from its files {@code trace} and {@code trace_pipe}: every layout that the options
 * {@code irq-info}, {@code record-tgid}, {@code latency-format}, {@code verbose} and {@code fields} and the clocks can give
 * it, since 2.6.
 *
 * <p>The kernel does not escape anything: a task may be named like a context and a marker may hold lines that look like
 * events. A line is an event if, and only if, it matches one layout from its first to its last context column; the column
 * in which the kernel ends the task's name is tried first.
 */
@NullMarked
package mmreplay.traces.tracefs;

import org.jspecify.annotations.NullMarked;
