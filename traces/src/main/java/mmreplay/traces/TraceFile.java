package mmreplay.traces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import mmreplay.traces.source.Content;
import mmreplay.traces.source.FileContent;
import mmreplay.traces.source.TempSpace;

/** Looks at an input's content and picks the reader. */
public final class TraceFile {

    private TraceFile() {}

    /** Opens a trace whose format its content tells. */
    public static TraceReader open(Path path) throws IOException, UnusableTraceException {
        return open(path, Optional.empty());
    }

    /** Opens a trace that is in a file. */
    public static TraceReader open(Path path, Optional<TraceFormat> stated) throws IOException, UnusableTraceException {
        return open(path, new FileContent(path, TempSpace.STANDARD), stated);
    }

    /**
     * Opens a trace.
     *
     * @param path for messages
     * @param stated its format, whatever its content looks like
     * @throws UnusableTraceException if this is no trace that can be replayed: the message says why and what to do
     */
    public static TraceReader open(Path path, Content content, Optional<TraceFormat> stated)
            throws IOException, UnusableTraceException {
        TraceBytes bytes = TraceBytes.open(path, content, stated.isPresent() ? 1 : TraceBytes.HEAD);
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

    /**
     * Tells the format of an input.
     *
     * @throws UnusableTraceException if it has none that is read: the message says why and what to do
     */
    public static TraceFormat format(Path path, Content content) throws IOException, UnusableTraceException {
        try (TraceBytes bytes = TraceBytes.open(path, content, TraceBytes.HEAD)) {
            return TraceFormats.find(bytes);
        }
    }
}
