package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BaselineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path baseline() {
        Path file = folder.resolve("known.json");
        assertThat(Run.of("baseline", Run.BUG, "-o", file).exit()).isZero();
        return file;
    }

    /** The bug as another boot would have recorded it: other tasks, pids, addresses of mms, times. */
    private Path anotherBoot() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Run.BUG))) {
            String text = new String(in.readAllBytes(), UTF_8)
                    .replaceAll("mbdone-204 ", "other-904 ")
                    .replaceAll("(pid=)204\\b", "$1904")
                    .replace("ffff888003456900", "ffff888003456a80")
                    .replaceAll("(\\] \\S{5,8} +)([0-9]+\\.[0-9]{6}: )", "$19$2");
            return Files.writeString(folder.resolve("trace.txt"), text);
        }
    }

    private static JsonNode json(Object... arguments) throws IOException {
        return JSON.readTree(Run.of(arguments).report());
    }

    @Test
    void what_is_known_is_shown_and_does_not_fail() throws IOException {
        Path known = baseline();
        Run run = Run.of("check", Run.BUG, "--baseline", known, "--fail-on", "note", "--json", "-");
        JsonNode result = JSON.readTree(run.report());
        assertThat(run.exit()).isZero();
        assertThat(result.path("exit").asInt()).isZero();
        assertThat(result.path("baseline").toString()).isEqualTo("{\"new\":0,\"known\":2,\"gone\":[]}");
        assertThat(result.at("/findings/0/known").asBoolean()).isTrue();
        assertThat(run.err()).contains("SWAP-2-82e7095f  (known)", "0 new findings, 2 known, 0 gone", "Exit code 0");
    }

    @Test
    void the_same_bug_of_another_boot_is_known_too() throws IOException {
        Path other = anotherBoot();
        JsonNode before = json("check", Run.BUG, "--json", "-");
        JsonNode result = json("check", other, "--baseline", baseline(), "--json", "-");
        assertThat(result.at("/findings/0/rule").asText()).isEqualTo("SWAP-2");
        assertThat(result.at("/findings/0/id").asText())
                .as("the id is that of the object, which is another one")
                .isNotEqualTo(before.at("/findings/0/id").asText());
        assertThat(result.at("/findings/0/fingerprint").asText())
                .isEqualTo(before.at("/findings/0/fingerprint").asText());
        assertThat(result.at("/baseline/new").asInt()).isZero();
        assertThat(result.path("exit").asInt()).isZero();
    }

    @Test
    void what_is_not_in_the_file_is_new_and_fails() throws IOException {
        Path known = baseline();
        JsonNode file = JSON.readTree(known.toFile());
        ((ArrayNode) file.path("findings")).remove(0);
        JSON.writeValue(known.toFile(), file);
        Run run = Run.of("check", Run.BUG, "--baseline", known);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("SWAP-2-82e7095f  (new)", "SWAP-9-066ba11b  (known)", "1 new finding, 1 known");
    }

    @Test
    void what_is_not_found_any_more_is_gone() throws IOException {
        Path known = baseline();
        Files.writeString(known, Files.readString(known).replace("SWAP-2-19309a268295", "SWAP-2-000000000000"));
        Run run = Run.of("check", Run.BUG, "--baseline", known);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("1 new finding, 1 known, 1 gone", "gone: SWAP-2-000000000000");
    }

    @Test
    void a_reason_is_kept_shown_and_survives_the_next_writing() throws IOException {
        Path known = baseline();
        Files.writeString(known, Files.readString(known).replaceFirst("\"reason\": \"\"", "\"reason\": \"bug 42\""));
        assertThat(Run.of("check", Run.BUG, "--baseline", known).out()).contains("(known: bug 42)");
        String before = Files.readString(known);
        Run again = Run.of("baseline", anotherBoot(), "-o", known);
        assertThat(again.out()).contains("2 known findings, 0 added, 0 dropped");
        assertThat(known).hasContent(before);
    }

    @Test
    void a_file_that_is_no_baseline_is_told_with_its_line() throws IOException {
        Path bad =
                Files.writeString(folder.resolve("bad.json"), "{\n  \"schema\": \"mmreplay/baseline/1\",\n  oops\n}\n");
        for (Run run :
                new Run[] {Run.of("check", Run.BUG, "--baseline", bad), Run.of("baseline", Run.BUG, "-o", bad)}) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).singleElement().asString().startsWith("mmreplay: " + bad + ": line 3: ");
        }
        Path missing = folder.resolve("missing.json");
        assertThat(Run.of("check", Run.BUG, "--baseline", missing).err())
                .isEqualTo("mmreplay: " + missing + ": no such file or folder" + System.lineSeparator());
    }

    @Test
    void a_baseline_of_half_the_traces_is_not_written() {
        Path known = folder.resolve("known.json");
        Run run = Run.of("baseline", Run.BUG, folder.resolve("missing.txt"), "-o", known);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(known).doesNotExist();
    }
}
