package mmreplay.traces.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import org.jspecify.annotations.Nullable;

/** A trace in a file. */
public final class FileTrace implements Trace {

    private final Path path;
    private final TraceOptions options;
    private final FileContent content;
    /** Its content is looked at once, though it is opened several times. */
    private @Nullable TraceFormat format;

    private @Nullable FutureTask<String> digest;

    public FileTrace(Path path, TraceOptions options) {
        this.path = path;
        this.options = options;
        format = options.format().orElse(null);
        content = new FileContent(path, options.space());
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public TraceReader open() throws IOException, UnusableTraceException {
        TraceFormat known = format;
        if (known == null) {
            known = TraceFile.format(path, content);
            format = known;
        }
        return TraceFile.open(path, content, Optional.of(known));
    }

    @Override
    public void prepareSha256() {
        if (digest == null) {
            FutureTask<String> task = new FutureTask<>(this::digest);
            Thread thread = new Thread(task, "mmreplay-sha256");
            thread.setDaemon(true);
            thread.start();
            digest = task;
        }
    }

    private String digest() throws IOException {
        return Digest.of(Files.newInputStream(path));
    }

    @Override
    public String sha256() throws IOException {
        if (digest == null) {
            return digest();
        }
        try {
            return digest.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(path + ": interrupted", e);
        }
    }

    @Override
    public Optional<Path> folder() {
        return options.sidecars()
                .or(() -> Optional.ofNullable(path.toAbsolutePath().getParent()));
    }

    @Override
    public void close() throws IOException {
        if (digest != null) {
            digest.cancel(true);
        }
        content.close();
    }
}
