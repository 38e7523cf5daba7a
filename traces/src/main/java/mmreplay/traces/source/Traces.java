package mmreplay.traces.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Makes a trace of what is named on a command line. */
public final class Traces {

    /** Stands for standard input. */
    public static final Path STDIN = Path.of("-");

    /** What standard input is called where a path would stand. */
    public static final Path STDIN_NAME = Path.of("standard input");

    private Traces() {}

    /**
     * A file is read where it lies; anything else is kept in a temporary file while it is read. Files of tracefs itself look like
     * files, but their size is 0, and reading them takes what they hold or shows something new each time.
     *
     * @param stdin is asked only if {@code path} is {@link #STDIN}
     */
    public static Trace of(Path path, Supplier<InputStream> stdin, TraceOptions options) throws IOException {
        if (path.equals(STDIN)) {
            return StreamTrace.of(STDIN_NAME, stdin.get(), options);
        }
        boolean file = !Files.exists(path)
                || Files.isDirectory(path)
                || !Files.isReadable(path)
                || (Files.isRegularFile(path) && Files.size(path) > 0);
        return file ? new FileTrace(path, options) : StreamTrace.open(path, options);
    }
}
