package mmreplay.traces.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import mmreplay.traces.UnusableTraceException;

/** The bytes of one input, which can be read from their begin as often as needed. */
public interface Content extends Closeable {

    /** As they are, with their compression if they have one. */
    InputStream stream() throws IOException, UnusableTraceException;

    /** All of them, to jump about in. The channel is the caller's to close. */
    SeekableByteChannel channel() throws IOException, UnusableTraceException;

    /**
     * All of them without their compression, to jump about in. The channel is the caller's to close.
     *
     * @throws UnusableTraceException if they are damaged, or take more space than is given: the message says what to do
     */
    SeekableByteChannel unpacked() throws IOException, UnusableTraceException;
}
