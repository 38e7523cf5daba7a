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
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise, from the command line: a trace with holes says less, and never something else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LossTest {

    /** Between these lines CPU 0 frees and reuses the slot, which is what breaks SWAP-2. */
    private static final int FROM = 54_000;

    private static final int TO = 57_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path withoutTheProof() throws IOException {
        List<String> kept = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Run.BUG))) {
            int number = 0;
            int lost = 0;
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                number++;
                if (number > FROM && number <= TO && line.contains(" [000] ")) {
                    lost++;
                } else {
                    kept.add(line);
                }
                if (number == TO) {
                    kept.add("CPU:0 [LOST " + lost + " EVENTS]");
                }
            }
        }
        return Files.write(folder.resolve("trace.txt"), kept);
    }

    private static JsonNode rule(JsonNode result, String id) {
        for (JsonNode rule : result.path("rules")) {
            if (rule.path("id").asText().equals(id)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + id);
    }

    @Test
    void without_the_events_that_prove_it_the_violation_is_undecided_and_nothing_else_is_found() throws IOException {
        Run run = Run.of("check", withoutTheProof(), "--json", "-", "--fail-on", "note");
        JsonNode result = new ObjectMapper().readTree(run.report());
        assertThat(run.exit()).isZero();
        assertThat(result.path("findings")).isEmpty();
        assertThat(rule(result, "SWAP-2").path("inconclusive").path("LOST").asInt())
                .isPositive();
        assertThat(result.path("input").get(0).path("losses")).hasSize(1);
        assertThat(run.err()).contains("EVENTS_LOST").contains("1 gap");
    }
}
