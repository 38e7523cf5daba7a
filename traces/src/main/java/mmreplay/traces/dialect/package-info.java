/**
 * Dialects: JSON files that say how a kernel's event names and fields become canonical events. Data, not code: a new kernel
 * is one more file under {@code resources/mmreplay/traces/dialects}, and a user can bring one.
 *
 * <p>A dialect has {@code name}, {@code about}, {@code probes} (true: its names are kprobes, which print
 * {@code (func+0x..)}), {@code complete} (which {@link mmreplay.traces.event.FactClass} it records completely, and the events
 * that must be there for that; {@code lock_acquire(MMAP_LOCK)} must be there with that word) and {@code events}. A key of {@code events} is an event's name, or a prefix that ends in
 * {@code *}. Its value lists what one such event becomes: {@code emit} (an {@link mmreplay.traces.event.EventKind}),
 * {@code when} (conditions on raw fields) and {@code fields} (canonical field to source):
 *
 * <pre>
 *   "mm"                                   the number that the raw field holds
 *   "hex(ino)"  "pfn_of_page(page)"  ...   a {@link mmreplay.traces.dialect.Conversion} of it
 *   3                                      a constant
 *   {"word": "NEW"}                        a constant {@link mmreplay.traces.event.Word}
 *   {"from": "how", "words": {"try": "TRY"}}   the raw field's text, translated
 * </pre>
 *
 * <p>A translation that several events share stands once under {@code tables}, and its name where the words would stand; as a
 * condition it means that the field's text is one of its keys. A key that ends in {@code *} stands for all that begins so.
 *
 * <p>{@code eras} lists by which events a trace shows which kernel it is of: {@code era} (an {@link
 * mmreplay.traces.event.Era}), {@code event} or {@code probe} (a tracepoint's or a kprobe's name), {@code when} as above, and
 * {@code holds}: what it means that such an event occurs.
 */
@NullMarked
package mmreplay.traces.dialect;

import org.jspecify.annotations.NullMarked;
