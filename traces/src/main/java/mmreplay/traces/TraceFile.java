package mmreplay.traces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One trace on disk: looks at the content, picks the reader. */
public final class TraceFile {

    private TraceFile() {}

    /** Opens a trace whose format its content tells. */
    public static TraceReader open(Path path) throws IOException, UnusableTraceException {
        return open(path, Optional.empty());
    }

    /**
     * Opens a trace.
     *
     * @param stated its format, whatever its content looks like
     * @throws UnusableTraceException if this is no trace that can be replayed: the message says why and what to do
     */
    public static TraceReader open(Path path, Optional<TraceFormat> stated) throws IOException, UnusableTraceException {
        TraceBytes bytes = TraceBytes.open(path);
        boolean opened = false;
        try {
            TraceFormat format = stated.isPresent() ? stated.get() : TraceFormats.find(bytes);
            TraceReader reader = format.open(bytes);
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                bytes.close();
            }
        }
    }
}
