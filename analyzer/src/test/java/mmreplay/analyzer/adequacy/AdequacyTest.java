package mmreplay.analyzer.adequacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.reports.AsideFile;
import mmreplay.reports.adequacy.Adequacy;
import mmreplay.reports.adequacy.AdequacyHtml;
import mmreplay.reports.adequacy.AdequacyJson;
import mmreplay.traces.UnusableTraceException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Correct histories give no finding, planted bugs are found, and nothing else is. A sample; {@code -Padequacy} runs the campaign.
 * Either leaves target/adequacy.html and target/adequacy.json.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdequacyTest {

    private static final int CLEAN = Integer.getInteger("mmreplay.adequacy.clean", 4);
    private static final int SEEDS = Integer.getInteger("mmreplay.adequacy.seeds", 1);
    private static final int EVENTS = Integer.getInteger("mmreplay.adequacy.events", 30_000);
    private static final int LOSSES = Integer.getInteger("mmreplay.adequacy.losses", 8);
    private static final String ONLY = System.getProperty("mmreplay.adequacy.bugs", "");

    /** Where this is read and written: the module's own folder. */
    private static final Path TARGET = Path.of("target");

    private static Adequacy adequacy;

    @BeforeAll
    static void run() throws IOException, UnusableTraceException {
        List<Adequacy.Planted> planted = new ArrayList<>();
        for (Bug bug : Bug.values()) {
            if (ONLY.isEmpty() || List.of(ONLY.split(",")).contains(bug.rule())) {
                planted.add(Campaign.planted(bug, SEEDS));
            }
        }
        adequacy = new Adequacy(Campaign.clean(CLEAN, EVENTS), planted, Campaign.unplanted(), Campaign.losses(LOSSES));
        Files.createDirectories(TARGET);
        AsideFile.write(TARGET.resolve("adequacy.json"), out -> AdequacyJson.write(adequacy, out));
        AsideFile.write(TARGET.resolve("adequacy.html"), out -> AdequacyHtml.write(adequacy, out));
    }

    @Test
    void a_correct_history_gives_no_finding_of_any_severity() {
        assertThat(adequacy.clean().invented()).isEmpty();
        assertThat(adequacy.clean().rules()).allMatch(rule -> rule.found() == 0);
    }

    @Test
    void a_correct_history_puts_nearly_every_rule_to_the_test() {
        assertThat(adequacy.clean().rules())
                .filteredOn(rule -> rule.pass() == 0)
                .hasSizeLessThan(12);
    }

    @Test
    void a_planted_bug_is_found_in_99_of_100_traces_in_which_it_fired_or_is_missed_once() {
        assertThat(adequacy.bugs()).allSatisfy(bug -> assertThat(bug.misses())
                .as("%s, fired in %d", bug.rule(), bug.fired())
                .hasSizeLessThanOrEqualTo(Math.max(1, bug.fired() / 100)));
    }

    @Test
    void hardly_any_planted_bug_is_missed() {
        int fired = adequacy.bugs().stream().mapToInt(Adequacy.Planted::fired).sum();
        int found = adequacy.bugs().stream().mapToInt(Adequacy.Planted::found).sum();
        assertThat(found).isGreaterThanOrEqualTo(fired - Math.max(2, fired / 100));
    }

    @Test
    void nothing_is_found_that_a_planted_bug_does_not_explain() {
        assertThat(adequacy.bugs())
                .allSatisfy(bug -> assertThat(bug.unrelated()).as(bug.rule()).isEmpty());
    }

    @Test
    void lost_events_make_a_verdict_inconclusive_and_never_another_one() {
        assertThat(adequacy.losses()).allSatisfy(loss -> {
            assertThat(loss.broken()).isEmpty();
            assertThat(loss.rules()).anyMatch(rule -> rule.kept() > 0);
        });
    }

    @Test
    void most_planted_bugs_fire() {
        assertThat(adequacy.bugs())
                .filteredOn(bug -> bug.fired() == 0)
                .hasSizeLessThanOrEqualTo(adequacy.bugs().size() / 5);
    }
}
