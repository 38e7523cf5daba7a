package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShrinkCommandTest {

    private static final String ABA = "SWAP-2-82e7095f";

    private final Path folder;

    ShrinkCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static JsonNode check(Path trace) throws IOException {
        return new ObjectMapper().readTree(Run.of("check", trace, "--json", "-").report());
    }

    private static List<String> events(Path text) throws IOException {
        return Files.readAllLines(text).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void a_handful_of_events_gives_the_finding_alone_and_with_the_same_id() throws IOException {
        Path slice = folder.resolve("slice.txt");
        Run run = Run.of("shrink", Run.BUG, "--finding", ABA, "-o", slice);
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(events(slice)).hasSizeBetween(5, 10);
        assertThat(run.out()).startsWith(events(slice).size() + " of 81,046 events give " + ABA);

        JsonNode result = check(slice);
        assertThat(result.path("findings").findValuesAsText("id")).containsExactly(ABA);
        JsonNode whole = check(Run.BUG);
        assertThat(result.path("findings").get(0).path("fingerprint"))
                .isEqualTo(whole.path("findings").get(0).path("fingerprint"));
        assertThat(result.path("findings").get(0).path("summary"))
                .isEqualTo(whole.path("findings").get(0).path("summary"));
    }

    @Test
    void no_event_of_the_slice_can_be_missed() throws IOException {
        Path slice = folder.resolve("slice.csv");
        assertThat(Run.of("shrink", Run.BUG, "--finding", ABA, "-o", slice).exit())
                .isZero();
        String fingerprint =
                check(slice).path("findings").get(0).path("fingerprint").asText();
        List<String> lines = Files.readAllLines(slice);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("\\d+,.*")) {
                List<String> left = new ArrayList<>(lines);
                left.remove(i);
                Path less = Files.write(folder.resolve("less.csv"), left);
                assertThat(check(less).path("findings").findValuesAsText("fingerprint"))
                        .as(lines.get(i))
                        .doesNotContain(fingerprint);
            }
        }
    }

    @Test
    void a_slice_is_written_in_any_format_and_needs_nothing_beside_it() throws IOException {
        Path slice = folder.resolve("slice.jsonl.gz");
        assertThat(Run.of("shrink", Run.BUG, "--finding", ABA, "-o", slice).exit())
                .isZero();
        assertThat(check(slice).path("findings").findValuesAsText("id")).containsExactly(ABA);
        // of what is canonical already no kernel's text can be made
        Path canonical = folder.resolve("canonical.csv");
        assertThat(Run.of("convert", slice, "-o", canonical, "--form", "canonical")
                        .exit())
                .isZero();
        Run asText = Run.of("shrink", canonical, "--finding", ABA, "-o", folder.resolve("no.txt"));
        assertThat(asText.exit()).isEqualTo(2);
        assertThat(asText.err()).contains("CSV or JSON lines");
        assertThat(Run.of("shrink", canonical, "--finding", ABA, "-o", folder.resolve("s.csv"))
                        .exit())
                .isZero();
    }

    @Test
    void a_finding_that_is_not_there_is_told_with_those_that_are() {
        Run run = Run.of("shrink", Run.BUG, "--finding", "SWAP-2-00000000", "-o", folder.resolve("slice.txt"));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no finding SWAP-2-00000000").contains(ABA);
        assertThat(folder.resolve("slice.txt")).doesNotExist();
        assertThat(Run.of("shrink", Run.BUG, "--finding", ABA, "-o", folder.resolve("slice.std"))
                        .err())
                .contains(".txt, .csv or .jsonl");
        assertThat(Run.of("shrink", Run.CORRECT, "--finding", ABA, "-o", folder.resolve("slice.txt"))
                        .err())
                .contains("nothing was found");
    }
}
