package mmreplay.traces.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import mmreplay.traces.UnusableTraceException;
import org.jspecify.annotations.Nullable;

/** A file on disk. */
public final class FileContent implements Content {

    private final Path path;
    private final TempSpace space;
    private @Nullable Spool unpacked;

    public FileContent(Path path, TempSpace space) {
        this.path = path;
        this.space = space;
    }

    @Override
    public InputStream stream() throws IOException, UnusableTraceException {
        return stream(path);
    }

    /** A file, a pipe or a device that can be read, or the reason why not. */
    static InputStream stream(Path path) throws IOException, UnusableTraceException {
        if (Files.isDirectory(path)) {
            boolean perCpu = Files.isDirectory(path.resolve("per_cpu"));
            throw new UnusableTraceException(path + ": it is a directory; name the trace file in it"
                    + (perCpu ? ", or each CPU's: --as-one " + path.resolve("per_cpu") + "/cpu*/trace" : ""));
        }
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw unusable(path, "there is no such file; check the path", e);
        } catch (AccessDeniedException e) {
            throw unusable(path, "it may not be read; check its permissions, or copy it as root", e);
        }
    }

    private static UnusableTraceException unusable(Path path, String why, IOException cause) {
        UnusableTraceException unusable = new UnusableTraceException(path + ": " + why);
        unusable.initCause(cause);
        return unusable;
    }

    @Override
    public SeekableByteChannel channel() throws IOException {
        return FileChannel.open(path);
    }

    @Override
    public SeekableByteChannel unpacked() throws IOException, UnusableTraceException {
        if (unpacked == null) {
            try (InputStream packed = stream()) {
                unpacked = Spool.unpack(path, packed, space);
            }
        }
        return unpacked.channel();
    }

    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
    }
}
