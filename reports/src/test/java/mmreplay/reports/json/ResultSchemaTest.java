package mmreplay.reports.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Unusable;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.Fixtures;
import mmreplay.reports.Hostile;
import mmreplay.reports.UnreadableFileException;
import mmreplay.reports.Written;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResultSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** The shipped schema, and besides: a field that it does not describe is an error. */
    private static JsonNode strict() throws IOException {
        JsonNode schema = MAPPER.readTree(JsonReport.schema());
        close(schema);
        return schema;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ResultSchemaTest::close);
    }

    private static List<String> errors(String json) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(strict())
                .validate(MAPPER.readTree(json))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String json(Result result) throws IOException {
        return Written.text("json", result);
    }

    private static List<Result> results() {
        Result rich = Fixtures.rich();
        Known known = new Known(
                true,
                new TreeMap<>(Map.of(rich.findings().get(0).fingerprint(), "")),
                List.of(new Known.Gone("X-1-0", "X-1", Verdict.NOTE, "was there", "")));
        Gate gate = new Gate(Verdict.HAZARD, known);
        return List.of(
                rich, Fixtures.empty(), Hostile.result(), rich.judged(gate, List.of(new Unusable("x", "x: gone")), 2));
    }

    @Test
    void every_result_is_valid_and_has_no_field_that_the_schema_does_not_describe() throws IOException {
        for (Result result : results()) {
            assertThat(errors(json(result))).isEmpty();
        }
        assertThat(errors(json(Fixtures.rich()).replace("\"VIOLATION\"", "\"AWFUL\"")))
                .isNotEmpty();
        assertThat(errors(json(Fixtures.rich()).replace("\"folded\"", "\"bent\"")))
                .isNotEmpty();
    }

    @Test
    void a_result_comes_back_from_its_json() throws IOException {
        for (Result result : results()) {
            Path file = folder.resolve("result.json");
            JsonReport.write(result, file);
            Run run = ResultReader.read(file);
            assertThat(run.result().inputs()).isEqualTo(result.inputs());
            assertThat(run.result().rules()).isEqualTo(result.rules());
            assertThat(run.result().findings())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("scene")
                    .isEqualTo(result.findings());
            assertThat(run.result().unusable()).isEqualTo(result.unusable());
            assertThat(run.result().truth()).isEqualTo(result.truth());
            assertThat(run.result().exit()).isEqualTo(result.exit());
            assertThat(run.activity()).isEqualTo(Run.of(result).activity());
        }
    }

    @Test
    void activity_adds_up_what_the_timeline_counts() {
        List<Activity> activity = Run.of(Fixtures.rich()).activity().get(0);
        assertThat(activity).extracting(Activity::name).contains("events").doesNotContain("rss", "findings");
        assertThat(activity).allSatisfy(one -> {
            assertThat(one.total()).isPositive();
            assertThat(one.median()).isLessThanOrEqualTo(one.p90());
            assertThat(one.p90()).isLessThanOrEqualTo(one.max());
            assertThat(one.max()).isLessThanOrEqualTo(one.total());
        });
    }

    @Test
    void what_is_no_result_is_refused_in_one_line_that_names_the_file() throws IOException {
        String good = json(Fixtures.rich());
        List<String> bad = List.of(
                "{}",
                "{",
                good.substring(0, good.length() / 2),
                good.replace("result/1", "result/9"),
                good.replace("\"findingsTotal\"", "\"total\""),
                good.replace("\"input\": 0", "\"input\": 7"));
        for (String text : bad) {
            Path file = Files.writeString(folder.resolve("bad.json"), text);
            assertThatThrownBy(() -> ResultReader.read(file))
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessageStartingWith(file + ": ")
                    .hasMessageNotContaining("\n");
        }
    }
}
