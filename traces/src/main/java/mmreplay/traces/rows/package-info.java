/**
 * CSV and JSON lines, read and written, in two forms: raw (events as the kernel names them) and canonical (what they mean, in the
 * words of {@link mmreplay.traces.event}). The file {@code traces/formats.md} describes both for whoever writes such files.
 *
 * <p>One line holds one record: that is what keeps a quote that is never closed from eating the rest of a file.
 */
@NullMarked
package mmreplay.traces.rows;

import org.jspecify.annotations.NullMarked;
