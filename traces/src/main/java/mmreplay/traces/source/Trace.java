package mmreplay.traces.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;

/** One trace, wherever it comes from. It can be opened as often as needed, one reader at a time. */
public interface Trace extends Closeable {

    /** As it was named; for messages and reports. Untrusted text. */
    String name();

    /** Reads from the begin. Of a stream, what was read before is read again, and then what is new. */
    TraceReader open() throws IOException, UnusableTraceException;

    /** For a look at the begin: like {@link #open}, but a stream that pauses ends there. */
    default TraceReader glance() throws IOException, UnusableTraceException {
        return open();
    }

    /** {@link #sha256} will be asked for: it may be made while the trace is read, by another core. */
    default void prepareSha256() {}

    /** Of the bytes that were read, hexadecimal; known after the end. */
    String sha256() throws IOException;

    /** The folder where files lie that say more of this trace, if there is one. */
    Optional<Path> folder();

    /** Why it was not read to its end, known after the last event: the message is for the user. */
    default Optional<String> shortfall() {
        return Optional.empty();
    }

    /** Those that make it, if there are several; positions in it name one of them. */
    default List<Trace> sources() {
        return List.of();
    }

    /** What it comes to, if that is known before it was read. */
    default Optional<TraceInfo> foreseen() {
        return Optional.empty();
    }

    /** Called now and then by whoever reads this, on the same thread, while a stream has nothing more for now. */
    default void whenIdle(Runnable idle) {}
}
