/**
 * The text that {@code perf script} prints, in its usual field sets: the task's name, {@code pid/tid} or {@code tid}, the CPU, the
 * time with six or nine digits, the period, the event. Callchains continue their event; records that are no samples
 * ({@code PERF_RECORD_COMM}) are of no use but for those that tell of losses.
 *
 * <p>Unless it is told to, perf script does not print losses. A text proves that it shows them all if it shows one, or if the
 * output of {@code perf report --stats} stands in front of it: that counts the samples and the losses. The text of a recording
 * of which neither is true may lack events anywhere ({@link mmreplay.traces.Stated#lossesShown}). That nothing is lost at its end
 * takes a header by which each event was recorded with {@code read_format = ID|LOST}, as perf does since 6.1, too.
 *
 * <p>One number is taken for the thread's, as perf prints it by default; {@code -F pid} without {@code tid} would be the
 * process's, which shows when sched_switch names another one. perf prints -1 for a task that is dying and has no number any
 * more: nothing is known of it, as of what runs when a CPU is idle.
 */
@NullMarked
package mmreplay.traces.perf;

import org.jspecify.annotations.NullMarked;
