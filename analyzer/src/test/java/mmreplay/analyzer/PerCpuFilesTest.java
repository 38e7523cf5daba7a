package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real trace of the swap-in race, as the per_cpu/cpuN/trace files that make it: every place is told in the file it stands in. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PerCpuFilesTest {

    private static final Pattern CPU = Pattern.compile("^.{16,}?-\\d+ +(?:\\([ \\d-]+\\) )?\\[(\\d+)] .*");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<List<String>> files = List.of(new ArrayList<>(), new ArrayList<>());

    @BeforeEach
    void split() throws IOException {
        List<String> header = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Run.BUG))) {
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                Matcher event = CPU.matcher(line);
                if (event.matches()) {
                    files.get(Integer.parseInt(event.group(1))).add(line);
                } else {
                    header.add(line);
                }
            }
        }
        for (int cpu = 0; cpu < files.size(); cpu++) {
            List<String> events = files.get(cpu);
            String counts = "written: " + events.size() + "/" + events.size();
            events.addAll(
                    0,
                    header.stream()
                            .map(line -> line.replaceAll("written: \\d+/\\d+", counts))
                            .toList());
            Files.write(file(cpu), events);
        }
        Files.copy(Run.BUG.resolveSibling("bases"), folder.resolve("bases"));
    }

    private Path file(int cpu) {
        return folder.resolve("cpu" + cpu + ".txt");
    }

    private Run check(String option) {
        return Run.of("check", "--as-one", file(0), file(1), option, "-");
    }

    @Test
    void the_finding_is_the_one_of_the_whole_trace() throws IOException {
        JsonNode whole = JSON.readTree(Run.of("check", Run.BUG, "--json", "-").report());
        JsonNode split = JSON.readTree(check("--json").report());
        assertThat(split.path("findings").findValuesAsText("fingerprint"))
                .isEqualTo(whole.path("findings").findValuesAsText("fingerprint"))
                .isNotEmpty();
    }

    @Test
    void each_event_of_the_proof_stands_at_the_line_of_the_file_that_is_named() throws IOException {
        JsonNode proof = JSON.readTree(check("--json").report()).at("/findings/0/evidence");
        assertThat(proof).hasSizeGreaterThan(3);
        long before = 0;
        for (JsonNode event : proof) {
            JsonNode position = event.path("position");
            String line = files.get(position.path("source").asInt())
                    .get(position.path("line").asInt() - 1);
            assertThat(line).endsWith(event.path("event").asText());
            assertThat(position.path("number").asLong()).isGreaterThan(before);
            before = position.path("number").asLong();
        }
    }

    @Test
    void every_output_names_the_file_and_the_line() throws IOException {
        JsonNode finding = JSON.readTree(check("--json").report()).at("/findings/0");
        long line = finding.at("/position/line").asLong();
        String file = file(finding.at("/position/source").asInt()).toString();
        String words = String.format(Locale.ROOT, "%s line %,d", file, line);

        assertThat(Run.of("check", "--as-one", file(0), file(1)).out()).contains(words);
        assertThat(check("--html").report()).contains(words);
        assertThat(check("--csv").report()).contains(file + "," + line + ",");
        Run github = Run.of("check", "--as-one", file(0), file(1), "--github");
        assertThat(github.out() + github.report()).contains("file=" + file + ",line=" + line);

        JsonNode run = JSON.readTree(check("--sarif").report()).at("/runs/0");
        JsonNode place = run.at("/results/0/locations/0/physicalLocation");
        assertThat(place.at("/region/startLine").asLong()).isEqualTo(line);
        assertThat(place.at("/artifactLocation/uri").asText())
                .endsWith(Path.of(file).getFileName().toString());
        assertThat(run.path("artifacts")).hasSize(2);
        assertThat(run.path("artifacts")
                        .get(place.at("/artifactLocation/index").asInt())
                        .at("/location/uri"))
                .isEqualTo(place.at("/artifactLocation/uri"));
    }
}
