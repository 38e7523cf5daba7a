package mmreplay.analyzer;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import mmreplay.reports.AsideFile;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.convert.Conversion.Converted;
import mmreplay.traces.convert.Target;
import org.jspecify.annotations.Nullable;

/** Where a converted trace goes: a file that is there only when it is whole, compressed if its name says so, or standard output. */
final class ConvertOutput {

    static final Path STDOUT = Path.of("-");

    private static final int GZIP_CHUNK = 1 << 16;

    private final Path file;
    private final OutputStream stdout;
    private @Nullable Converted converted;

    ConvertOutput(Path file, OutputStream stdout) {
        this.file = file;
        this.stdout = stdout;
    }

    /** What is written. */
    interface Content {
        Converted writeTo(OutputStream out) throws IOException, UnusableTraceException;
    }

    /**
     * Writes it.
     *
     * @throws IOException if the trace cannot be read
     * @throws Outputs.FailedException if the output cannot be written
     */
    Converted write(Content content) throws IOException, UnusableTraceException, Outputs.FailedException {
        try {
            if (file.equals(STDOUT)) {
                fill(stdout, content);
                stdout.flush();
            } else {
                AsideFile.write(file, out -> fill(out, content));
            }
        } catch (UnreadableException e) {
            if (e.unusable != null) {
                throw e.unusable;
            }
            throw e.cause;
        } catch (IOException e) {
            throw new Outputs.FailedException(file, e);
        }
        Converted done = converted;
        if (done == null) {
            throw new IllegalStateException("nothing was written");
        }
        return done;
    }

    private void fill(OutputStream out, Content content) throws IOException {
        Watched watched = new Watched(out);
        boolean compressed = !file.equals(STDOUT) && Target.isCompressed(String.valueOf(file.getFileName()));
        GZIPOutputStream gzip = compressed ? new GZIPOutputStream(watched, GZIP_CHUNK) : null;
        try {
            converted = content.writeTo(gzip == null ? watched : gzip);
        } catch (UnusableTraceException e) {
            throw new UnreadableException(e);
        } catch (IOException e) {
            throw watched.failed ? e : new UnreadableException(e);
        }
        if (gzip != null) {
            gzip.finish();
        }
    }

    /** Knows whether it was the output that failed. */
    private static final class Watched extends FilterOutputStream {

        private boolean failed;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            failed = true;
            out.write(bytes, offset, length);
            failed = false;
        }

        @Override
        public void write(int b) throws IOException {
            failed = true;
            out.write(b);
            failed = false;
        }

        @Override
        public void flush() throws IOException {
            failed = true;
            out.flush();
            failed = false;
        }
    }

    /** It is the trace that cannot be read. */
    private static final class UnreadableException extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient @Nullable UnusableTraceException unusable;
        private final transient IOException cause;

        UnreadableException(UnusableTraceException unusable) {
            super(unusable);
            this.unusable = unusable;
            cause = this;
        }

        UnreadableException(IOException cause) {
            super(cause);
            unusable = null;
            this.cause = cause;
        }
    }
}
