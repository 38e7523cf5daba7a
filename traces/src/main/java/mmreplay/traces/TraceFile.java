package mmreplay.traces;

import java.io.IOException;
import java.nio.file.Path;

/** One trace on disk: looks at the content, picks the reader. */
public final class TraceFile {

    private TraceFile() {}

    /**
     * Opens a trace; gzip is seen by content, not by name.
     *
     * @throws UnusableTraceException if this is no trace that can be replayed: the message says why and what to do
     */
    public static TraceReader open(Path path) throws IOException, UnusableTraceException {
        if (path.toString().isEmpty()) {
            throw new IOException("no path");
        }
        throw new UnusableTraceException(path + ": no reader yet");
    }
}
