package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every event, its time in nanoseconds, CPU, pid, name and fields are those that {@code trace-cmd report -R -t -N} prints.
 * Runs where trace-cmd is installed; {@code -Dmmreplay.dats=FILE:FILE} compares other files, too.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TraceCmdTest {

    private static final Pattern EVENT =
            Pattern.compile("^ *(.*)-(\\d+) +\\[(\\d+)\\] +(\\d+)\\.(\\d{9}): ([^\\s:]+):(.*)$");
    private static final Pattern NUMBER = Pattern.compile("-?(0x)?[0-9a-f]+");

    private final Path dir;

    TraceCmdTest(@TempDir Path dir) {
        this.dir = dir;
    }

    /** The bundled samples, then the files that were named. */
    static List<String> files() {
        String named = System.getProperty("mmreplay.dats", "");
        return Stream.concat(Dats.SAMPLES.stream(), Stream.of(named.split(":")).filter(file -> !file.isEmpty()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void files_are_read_as_trace_cmd_reads_them(String file) throws Exception {
        boolean bundled = Dats.SAMPLES.contains(file);
        compare(bundled ? Files.write(dir.resolve(file), Dats.sample(file)) : Path.of(file));
    }

    static boolean installed() {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "trace-cmd")));
    }

    static void compare(Path file) throws Exception {
        assumeTrue(installed(), "trace-cmd is not installed");
        Process report = new ProcessBuilder("trace-cmd", "report", "-R", "-t", "-N", file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long events = 0;
        long fields = 0;
        long dropped = 0;
        long gaps = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(report.getInputStream(), ISO_8859_1));
                TraceReader reader = TraceDatReader.open(file, FileChannel.open(file))) {
            String line;
            while ((line = lines.readLine()) != null) {
                dropped += line.contains("EVENTS DROPPED]") ? 1 : 0;
                Matcher expected = EVENT.matcher(line);
                if (!expected.matches()) {
                    continue;
                }
                TraceReader.Step step = reader.next();
                for (; step == TraceReader.Step.GAP; step = reader.next()) {
                    gaps++;
                }
                assertThat(step).as(line).isEqualTo(TraceReader.Step.EVENT);
                fields += event(expected, reader.event(), ((TraceDatReader) reader).recorded(), line);
                events++;
            }
            assertThat(reader.next()).isEqualTo(TraceReader.Step.END);
        }
        assertThat(events).isPositive();
        assertThat(gaps).isEqualTo(dropped);
        System.out.println(
                file.getFileName() + ": " + events + " events, " + fields + " fields, " + gaps + " gaps equal");
    }

    private static int event(
            Matcher expected, RawEvent event, Map.Entry<String, Map<String, String>> recorded, String line) {
        long time = Long.parseLong(expected.group(4)) * 1_000_000_000 + Long.parseLong(expected.group(5));
        assertThat(event.time()).as(line).isEqualTo(time);
        assertThat(event.cpu()).as(line).isEqualTo(Integer.parseInt(expected.group(3)));
        assertThat(event.pid()).as(line).isEqualTo(Integer.parseInt(expected.group(2)));
        assertThat(recorded.getKey()).as(line).isEqualTo(expected.group(6));
        String text = expected.group(7);
        int compared = 0;
        List<String> names = List.copyOf(recorded.getValue().keySet());
        int from = 0;
        for (int i = 0; i < names.size(); i++) {
            String key = " " + names.get(i) + "=";
            int at = text.indexOf(key, from);
            if (at < 0) {
                // Markers print no name=.
                continue;
            }
            from = at + key.length();
            int to = i + 1 < names.size() ? text.indexOf(" " + names.get(i + 1) + "=", from) : text.length();
            String theirs = text.substring(from, to < 0 ? text.length() : to).strip();
            String ours = recorded.getValue().getOrDefault(names.get(i), "").strip();
            assertThat(same(theirs, ours))
                    .as("%s: %s is %s", line, names.get(i), ours)
                    .isTrue();
            compared++;
        }
        return compared;
    }

    /** Equal text, or equal numbers; a symbol stands for its address. */
    private static boolean same(String theirs, String ours) {
        if (theirs.equals(ours)) {
            return true;
        }
        boolean number = NUMBER.matcher(ours).matches();
        if (number && !NUMBER.matcher(theirs).matches()) {
            return theirs.matches("[A-Za-z_].*");
        }
        return number && (value(ours, false) == value(theirs, false) || value(ours, false) == value(theirs, true));
    }

    private static long value(String text, boolean hex) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        try {
            long value = digits.startsWith("0x")
                    ? Long.parseUnsignedLong(digits.substring(2), 16)
                    : Long.parseUnsignedLong(digits, hex ? 16 : 10);
            return negative ? -value : value;
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE + digits.hashCode();
        }
    }
}
