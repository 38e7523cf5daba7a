package mmreplay.reports.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.reports.Fixtures;
import mmreplay.reports.Hostile;
import mmreplay.reports.UnreadableFileException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BaselineFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path written(Baseline baseline) throws IOException {
        Path file = folder.resolve("baseline.json");
        BaselineFile.write(baseline, file);
        return file;
    }

    @Test
    void it_comes_back_as_it_was_written_sorted() throws IOException {
        Baseline baseline = Baseline.EMPTY.rewritten(Fixtures.rich());
        Path file = written(baseline);
        assertThat(BaselineFile.read(file).entries()).containsExactlyElementsOf(baseline.entries());
        assertThat(Files.readString(file).lines().filter(line -> line.contains("\"fingerprint\"")))
                .hasSize(3)
                .isSorted();
        assertThat(file)
                .content()
                .startsWith("{\n  \"schema\": \"mmreplay/baseline/1\",\n")
                .contains("\"reason\": \"\"");
    }

    @Test
    void a_reason_is_kept_when_it_is_written_again() throws IOException {
        Path file = written(Baseline.EMPTY.rewritten(Fixtures.rich()));
        Files.writeString(file, Files.readString(file).replaceFirst("\"reason\": \"\"", "\"reason\": \"we know\""));
        Path again = written(BaselineFile.read(file).rewritten(Fixtures.rich()));
        assertThat(again).content().containsOnlyOnce("we know");
        assertThat(BaselineFile.read(file).without(Baseline.EMPTY)).hasSize(3);
    }

    @Test
    void new_known_and_gone_are_told_apart() {
        Result rich = Fixtures.rich();
        Baseline baseline = Baseline.EMPTY.rewritten(rich);
        Known all = baseline.known(rich);
        assertThat(rich.findings()).allMatch(all::has);
        assertThat(all.gone()).isEmpty();
        List<Finding> two = rich.findings().subList(1, 3);
        Result fewer = new Result("1", rich.inputs(), rich.rules(), two, 2, rich.truth(), List.of(), 0);
        assertThat(baseline.known(fewer).gone()).singleElement().satisfies(gone -> assertThat(gone.rule())
                .isEqualTo("AV-1"));
        assertThat(Baseline.EMPTY.known(rich).reasons()).isEmpty();
        assertThat(Baseline.EMPTY.known(rich).asked()).isTrue();
    }

    @Test
    void what_could_not_be_judged_is_not_gone() {
        Result rich = Fixtures.rich();
        Baseline baseline = Baseline.EMPTY.rewritten(rich);
        Result blind =
                new Result("1", rich.inputs(), rich.rules().subList(4, 7), List.of(), 0, rich.truth(), List.of(), 0);
        assertThat(baseline.known(blind).gone()).isEmpty();
    }

    @Test
    void a_hostile_finding_comes_back_too() throws IOException {
        Baseline baseline = Baseline.EMPTY.rewritten(Hostile.result());
        Path file = written(baseline);
        assertThat(Files.readString(file).chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
        assertThat(BaselineFile.read(file).entries()).containsExactlyElementsOf(baseline.entries());
    }

    @Test
    void what_is_no_baseline_is_refused_with_the_line() throws IOException {
        String entry =
                "{\"fingerprint\": \"A-1\", \"rule\": \"A\", \"verdict\": \"NOTE\", \"summary\": \"\", \"reason\": \"\"}";
        String head = "{\n\"schema\": \"mmreplay/baseline/1\",\n\"findings\": [\n";
        Map<String, String> bad = Map.of(
                "",
                "line 1: this is no baseline",
                "[]",
                "line 1: this is no baseline",
                "{}",
                "line 1: its schema is not named",
                "{\n\"schema\": \"mmreplay/baseline/9\"}",
                "line 2: its schema is not mmreplay/baseline/1",
                head + entry + ",\n" + entry + "]}",
                "line 5: this fingerprint is there twice: A-1",
                head + entry.replace("NOTE", "AWFUL") + "]}",
                "line 4: ",
                head + entry.replace("\"reason\"", "\"raison\"") + "]}",
                "line 4: ",
                head + "{}]}",
                "line 4: ",
                head + "<<<<<<< HEAD\n" + entry + "]}",
                "line 4: ",
                head + entry,
                "line ");
        for (Map.Entry<String, String> one : bad.entrySet()) {
            Path file = Files.writeString(folder.resolve("bad.json"), one.getKey());
            assertThatThrownBy(() -> BaselineFile.read(file))
                    .as(one.getKey())
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessageStartingWith(file + ": " + one.getValue())
                    .hasMessageNotContaining("\n");
        }
        assertThatThrownBy(() -> BaselineFile.read(folder)).hasMessageContaining("directory");
    }

    @Test
    void the_same_bug_in_another_recording_has_the_same_fingerprint_and_another_one_has_not() {
        List<Finding> findings = Fixtures.rich().findings();
        Finding one = findings.get(0);
        Finding elsewhere = Moved.of(one);
        assertThat(elsewhere.summary()).isNotEqualTo(one.summary());
        assertThat(elsewhere.fingerprint()).isEqualTo(one.fingerprint()).startsWith("AV-1-");
        assertThat(findings).extracting(Finding::fingerprint).doesNotHaveDuplicates();
        Finding shorter = new Finding(
                one.id(),
                one.rule(),
                one.verdict(),
                one.time(),
                one.position(),
                one.subject(),
                one.summary(),
                one.evidence().subList(1, 4),
                one.folded());
        assertThat(shorter.fingerprint()).isNotEqualTo(one.fingerprint());
    }
}
