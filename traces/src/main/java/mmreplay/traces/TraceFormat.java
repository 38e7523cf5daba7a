package mmreplay.traces;

import java.io.IOException;

/** A format that a trace can have: it is known by its content, and it has a reader. {@link TraceFormats} lists them. */
public interface TraceFormat {

    /** As in {@code --format}. */
    String name();

    /** For the help text: which program writes such files. */
    String writtenBy();

    /**
     * Looks at an input's begin. A format that was not chosen by its content is opened all the same.
     *
     * @param head its first {@code length} bytes are the input's, without its compression
     * @param whole this is all of it
     */
    Fit fit(byte[] head, int length, boolean whole);

    /**
     * Opens a reader, which then owns {@code bytes}.
     *
     * @throws UnusableTraceException if this cannot be read as such a trace: the message says why and what to do
     */
    TraceReader open(TraceBytes bytes) throws IOException, UnusableTraceException;
}
