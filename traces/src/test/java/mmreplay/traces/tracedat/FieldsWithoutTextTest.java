package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.hostile.Mutator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks an event for a field before its text hears the same as whoever asks after it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FieldsWithoutTextTest {

    private static final Pattern KEY = Pattern.compile("\\$?[A-Za-z0-9_]+(?=[=:])");

    private final Path dir;

    FieldsWithoutTextTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host.v6.dat",
                "host.v7-zstd.dat",
                "kprobes.v7-zstd.dat",
                "lost.v7-zstd.dat",
                "mmstate.v7-zstd.dat"
            })
    void a_field_is_the_same_with_and_without_the_text(String sample) throws Exception {
        assertThat(compared(Dats.sample(sample))).isGreaterThan(1000);
    }

    /** A format that is damaged may print anything into anything. */
    @Test
    void so_it_is_in_damaged_files() throws Exception {
        List<byte[]> samples = new ArrayList<>();
        for (String sample : List.of("host.v6.dat", "kprobes.v7-zstd.dat", "mmstate.v7-zstd.dat")) {
            samples.add(Dats.sample(sample));
        }
        int damaged = Integer.getInteger("mmreplay.damaged", 300);
        long compared = 0;
        for (int seed = 0; seed < damaged; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] from = samples.get(seed % samples.size());
            try {
                compared += compared(Mutator.mutate(from, from, random));
            } catch (UnusableTraceException e) {
                // refused
            }
        }
        assertThat(compared).isGreaterThan(10L * damaged);
    }

    /** How many fields were. */
    private long compared(byte[] bytes) throws Exception {
        Path file = Files.write(dir.resolve("trace.dat"), bytes);
        long compared = 0;
        try (TraceReader quick = TraceFile.open(file);
                TraceReader printed = TraceFile.open(file)) {
            for (TraceReader.Step step = quick.next(); step != TraceReader.Step.END; step = quick.next()) {
                assertThat(printed.next()).isEqualTo(step);
                if (step == TraceReader.Step.EVENT) {
                    String text = printed.event().text();
                    for (String key : keys(text)) {
                        assertThat(said(quick.event(), key)).as(text).isEqualTo(said(printed.event(), key));
                        compared++;
                    }
                    assertThat(quick.event().text()).isEqualTo(text);
                }
            }
            return compared;
        }
    }

    private static List<String> keys(String text) {
        List<String> keys = new ArrayList<>(List.of("none"));
        Matcher key = KEY.matcher(text);
        while (key.find()) {
            keys.add(key.group());
        }
        return keys;
    }

    private static String said(RawEvent event, String key) {
        int field = event.field(key.getBytes(UTF_8), 1);
        if (field < 0) {
            return "none";
        }
        String value = event.value(field);
        return String.join(
                " ",
                key,
                String.valueOf(event.isNumber(field)),
                String.valueOf(event.number(field)),
                String.valueOf(event.hex(field)),
                String.valueOf(event.inParens(field)),
                String.valueOf(event.is(field, value.getBytes(UTF_8))),
                String.valueOf(event.startsWith(field, new byte[] {'f'})),
                value);
    }
}
