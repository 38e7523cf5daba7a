package mmreplay.traces.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;

/** A trace in a file. */
public final class FileTrace implements Trace {

    private final Path path;
    private final TraceOptions options;
    private final FileContent content;

    public FileTrace(Path path, TraceOptions options) {
        this.path = path;
        this.options = options;
        content = new FileContent(path, options.space());
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public TraceReader open() throws IOException, UnusableTraceException {
        return TraceFile.open(path, content, options.format());
    }

    @Override
    public String sha256() throws IOException {
        return Digest.of(Files.newInputStream(path));
    }

    @Override
    public Optional<Path> folder() {
        return options.sidecars()
                .or(() -> Optional.ofNullable(path.toAbsolutePath().getParent()));
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
