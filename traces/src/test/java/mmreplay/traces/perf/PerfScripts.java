package mmreplay.traces.perf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import mmreplay.traces.ByteLines;
import mmreplay.traces.tracefs.Reading;

/** Texts of perf script, and what is read from them. */
final class PerfScripts {

    private PerfScripts() {}

    static PerfScriptReader reader(byte[] bytes) {
        try {
            return new PerfScriptReader(new ByteLines(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading memory cannot fail", e);
        }
    }

    static Reading read(String text) {
        return Reading.of(reader(text.getBytes(UTF_8)));
    }

    static Reading.Seen event(String line) {
        return read(line + "\n").event();
    }

    static byte[] resource(String name) {
        try (InputStream in = PerfScripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
