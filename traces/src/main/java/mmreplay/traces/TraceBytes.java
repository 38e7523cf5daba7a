package mmreplay.traces;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import mmreplay.traces.tracefs.Cures;
import org.jspecify.annotations.Nullable;

/** The bytes of one input, for the format that reads them: as lines, or as a file to jump about in. */
public final class TraceBytes implements Closeable {

    private static final int HEAD = 64 << 10;

    private final Path path;
    private final ByteLines lines;
    private int head;

    private TraceBytes(Path path, ByteLines lines) {
        this.path = path;
        this.lines = lines;
    }

    /** Opens a file; compression is seen by content, not by name. */
    static TraceBytes open(Path path) throws IOException, UnusableTraceException {
        if (Files.isDirectory(path)) {
            throw new UnusableTraceException(path + ": it is a directory; name the trace file in it");
        }
        InputStream raw;
        try {
            raw = Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw unusable(path, "there is no such file; check the path", e);
        } catch (AccessDeniedException e) {
            throw unusable(path, "it may not be read; check its permissions, or copy it as root", e);
        }
        boolean opened = false;
        try {
            TraceBytes bytes = new TraceBytes(path, new ByteLines(raw));
            bytes.head();
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
    private void head() throws IOException, UnusableTraceException {
        head = lines.head(HEAD);
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

    /** The file itself. Closes this: the channel is the caller's. */
    public FileChannel channel() throws IOException, UnusableTraceException {
        close();
        return FileChannel.open(path);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
