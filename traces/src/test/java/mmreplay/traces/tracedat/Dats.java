package mmreplay.traces.tracedat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.quality.Ledger;

/** One trace.dat, read to its end. */
record Dats(List<Seen> events, List<Gap> gaps, TraceInfo info, Ledger ledger) {

    /** The samples: cuts of real recordings. */
    static final List<String> SAMPLES = List.of(
            "host.v6.dat", "host.v7-zstd.dat", "kprobes.v7-zstd.dat", "lost.v7-zstd.dat", "mmstate.v7-zstd.dat");

    private static final byte[][] KEYS = {key("pfn"), key("$0"), key("$9"), key("reason"), key("next_comm")};

    /** One event, kept. */
    record Seen(
            long time,
            int cpu,
            int pid,
            String comm,
            String name,
            String text,
            boolean probe,
            long line,
            String buffer) {

        static Seen of(RawEvent e) {
            // Fields first: whoever asks first makes the text.
            e.field(KEYS[0], 0);
            return new Seen(
                    e.time(), e.cpu(), e.pid(), e.comm(), e.name(), e.text(), e.probe(), e.line(), e.bufferName());
        }
    }

    private static byte[] key(String key) {
        return key.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] sample(String name) throws IOException {
        try (InputStream in = Dats.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return in.readAllBytes();
        }
    }

    static Dats read(Path path) throws IOException, UnusableTraceException {
        List<Seen> events = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        try (TraceReader reader = TraceDatReader.open(path, FileChannel.open(path))) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.EVENT) {
                    events.add(Seen.of(reader.event()));
                } else {
                    gaps.add(reader.gap());
                }
            }
            assertThat(reader.next()).isEqualTo(TraceReader.Step.END);
            assertThat(reader.ledger().adds()).isTrue();
            assertThat(reader.info().events()).isEqualTo(events.size());
            return new Dats(events, gaps, reader.info(), reader.ledger());
        }
    }

    static Dats read(Path dir, byte[] bytes) throws IOException, UnusableTraceException {
        return read(Files.write(dir.resolve("trace.dat"), bytes));
    }

    /** Reads damaged bytes: a refusal is fine, an exception of any other kind is not. */
    static void survive(Path dir, byte[] bytes) throws IOException {
        try {
            Dats read = read(dir, bytes);
            for (Seen event : read.events()) {
                assertThat(event.cpu()).isBetween(0, 65535);
                assertThat(event.time()).isNotNegative();
            }
        } catch (UnusableTraceException e) {
            assertThat(e).hasMessageContaining("trace.dat").hasMessageContaining("copy it again");
        }
    }
}
