/**
 * Where a trace comes from: a file, a stream that is kept in a temporary file while it is read, several files as one. Whatever
 * it is, it can be read again: state keeps only where each fact was learned, and the events' texts are fetched later.
 */
@NullMarked
package mmreplay.traces.source;

import org.jspecify.annotations.NullMarked;
