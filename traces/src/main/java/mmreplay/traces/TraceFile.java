package mmreplay.traces;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import mmreplay.traces.tracedat.TraceDatReader;
import mmreplay.traces.tracefs.Cures;
import mmreplay.traces.tracefs.TracefsSniffer;
import mmreplay.traces.tracefs.TracefsTextReader;
import org.jspecify.annotations.Nullable;

/** One trace on disk: looks at the content, picks the reader. */
public final class TraceFile {

    private static final int HEAD = 64 << 10;

    private TraceFile() {}

    /**
     * Opens a trace; compression is seen by content, not by name.
     *
     * @throws UnusableTraceException if this is no trace that can be replayed: the message says why and what to do
     */
    public static TraceReader open(Path path) throws IOException, UnusableTraceException {
        if (isTraceDat(path)) {
            return TraceDatReader.open(path);
        }
        ByteLines lines = lines(path);
        boolean usable = false;
        try {
            int length = lines.head(HEAD);
            String refusal = refusal(lines, length);
            if (refusal != null) {
                throw new UnusableTraceException(path + ": " + refusal);
            }
            usable = true;
            return new TracefsTextReader(lines);
        } finally {
            if (!usable) {
                lines.close();
            }
        }
    }

    private static boolean isTraceDat(Path path) throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(Magic.LONGEST);
            return Magic.TRACE_DAT.begins(head, head.length);
        }
    }

    private static ByteLines lines(Path path) throws IOException, UnusableTraceException {
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
            ByteLines lines = new ByteLines(raw);
            opened = true;
            return lines;
        } catch (EOFException | ZipException e) {
            throw unusable(path, "it is compressed, and its begin is damaged; copy it again", e);
        } finally {
            if (!opened) {
                raw.close();
            }
        }
    }

    private static UnusableTraceException unusable(Path path, String why, IOException cause) {
        UnusableTraceException unusable = new UnusableTraceException(path + ": " + why);
        unusable.initCause(cause);
        return unusable;
    }

    private static @Nullable String refusal(ByteLines lines, int length) {
        if (length == 0) {
            return lines.cut()
                    ? "it is compressed and ends before its first byte; copy it again"
                    : "it is empty; " + Cures.COPY;
        }
        byte[] head = lines.bytes();
        String known = Magic.refusal(head, length);
        if (known != null) {
            return known;
        }
        return TracefsSniffer.refusal(head, length, lines.ended());
    }
}
