package mmreplay.traces.tracedat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.quality.Bucket;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The text that trace-cmd report prints of a trace.dat gives every rule the same events as the trace.dat itself. Runs where
 * trace-cmd is installed.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportTest {

    /** So that pointers become page frame numbers; which ones does not matter here. */
    private static final Bases BASES = new Bases(0xffffea0000000000L, 0xffff888000000000L);

    private static final long NANOS_PER_MICRO = 1000;

    private final Path dir;

    ReportTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @ParameterizedTest
    @CsvSource({
        "host.v7-zstd.dat, -t",
        "host.v7-zstd.dat, -N",
        "host.v7-zstd.dat, --ts-diff",
        "host.v6.dat, -l",
        "kprobes.v7-zstd.dat, -t",
        "kprobes.v7-zstd.dat, -l",
        "lost.v7-zstd.dat, -t",
        "mmstate.v7-zstd.dat, -t",
        "mmstate.v7-zstd.dat, -l",
        "mmstate.v7-zstd.dat, -N",
    })
    void the_text_says_the_same_as_the_file(String name, String option) throws Exception {
        assumeTrue(TraceCmdTest.installed(), "trace-cmd is not installed");
        Path dat = Files.write(dir.resolve(name), Dats.sample(name));
        Path text = dir.resolve("report.txt");
        Process report = new ProcessBuilder("trace-cmd", "report", option, dat.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(text.toFile())
                .start();
        assertThat(report.waitFor()).isZero();
        List<String> expected = canonical(dat);
        assertThat(expected).hasSizeGreaterThan(50);
        assertThat(canonical(text)).isEqualTo(expected);
    }

    private static List<String> canonical(Path file) throws IOException, UnusableTraceException {
        List<String> canonical = new ArrayList<>();
        EventMapper mapper = new EventMapper(Dialects.shipped(), BASES);
        try (TraceReader reader = TraceFile.open(file)) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.GAP) {
                    canonical.add(
                            "gap " + reader.gap().cpu() + " " + reader.gap().lost());
                } else {
                    mapper.map(reader.event(), event -> canonical.add(text(event)));
                    assertThat(mapper.malformed()).as(reader.event().text()).isFalse();
                }
            }
            assertThat(reader.ledger().count(Bucket.ISSUE)).isZero();
        }
        return canonical;
    }

    /** But for the line, and for what is less than a microsecond. */
    private static String text(MmEvent event) {
        long micros = (event.time() + NANOS_PER_MICRO / 2) / NANOS_PER_MICRO;
        return micros + " " + event.cpu() + " " + event.pid() + " "
                + event.toString().replaceFirst(" line=\\d+", "");
    }
}
