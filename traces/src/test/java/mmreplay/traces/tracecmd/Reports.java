package mmreplay.traces.tracecmd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import mmreplay.traces.ByteLines;
import mmreplay.traces.tracefs.Reading;

/** Texts of trace-cmd report, and what is read from them. */
final class Reports {

    private Reports() {}

    static ReportReader reader(byte[] bytes) {
        try {
            return new ReportReader(new ByteLines(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading memory cannot fail", e);
        }
    }

    static Reading read(String text) {
        return Reading.of(reader(text.getBytes(UTF_8)));
    }

    static Reading ofResource(String name) {
        return Reading.of(reader(resource(name)));
    }

    static byte[] resource(String name) {
        try (InputStream in = Reports.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
