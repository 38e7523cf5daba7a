package mmreplay.traces;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.zip.ZipException;
import mmreplay.traces.source.Content;
import mmreplay.traces.tracefs.Cures;
import org.jspecify.annotations.Nullable;

/** The bytes of one input, for the format that reads them: as lines, or as a file to jump about in. */
public final class TraceBytes implements Closeable {

    /** How many bytes show what an input is. */
    static final int HEAD = 64 << 10;

    private final Path path;
    private final Content content;
    private final ByteLines lines;
    private int head;

    private TraceBytes(Path path, Content content, ByteLines lines) {
        this.path = path;
        this.content = content;
        this.lines = lines;
    }

    /**
     * Opens an input; compression is seen by content, not by name.
     *
     * @param path for messages
     * @param ahead how many bytes to read ahead for {@link #fit}, at least one
     */
    static TraceBytes open(Path path, Content content, int ahead) throws IOException, UnusableTraceException {
        InputStream raw = content.stream();
        boolean opened = false;
        try {
            TraceBytes bytes = new TraceBytes(path, content, new ByteLines(raw));
            bytes.head(ahead);
            opened = true;
            return bytes;
        } catch (EOFException | ZipException e) {
            throw unusable(path, "it is compressed, and its begin is damaged; copy it again", e);
        } finally {
            if (!opened) {
                raw.close();
            }
        }
    }

    private static UnusableTraceException unusable(Path path, String why, @Nullable IOException cause) {
        UnusableTraceException unusable = new UnusableTraceException(path + ": " + why);
        unusable.initCause(cause);
        return unusable;
    }

    /** For messages. */
    public Path path() {
        return path;
    }

    /** Reads the first of them: there must be one. */
    private void head(int ahead) throws IOException, UnusableTraceException {
        head = lines.head(ahead);
        if (head == 0) {
            String why = lines.cut()
                    ? "it is compressed and ends before its first byte; copy it again"
                    : "it is empty; " + Cures.COPY;
            throw unusable(path, why, null);
        }
    }

    /** Whether they begin as that format does. */
    Fit fit(TraceFormat format) {
        return format.fit(lines.bytes(), head, lines.ended());
    }

    /** Why they are certainly nothing that can be read, or null. */
    @Nullable
    String magic() {
        return Magic.refusal(lines.bytes(), head);
    }

    /** All of them, without compression. Closing the lines closes this. */
    public ByteLines lines() {
        return lines;
    }

    /** All of them, without compression, to jump about in. Closes this: the channel is the caller's. */
    public SeekableByteChannel channel() throws IOException, UnusableTraceException {
        boolean compressed = lines.compressed();
        close();
        return compressed ? content.unpacked() : content.channel();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
