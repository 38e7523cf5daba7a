package mmreplay.invariants.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.FactSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VerdictLedgerTest {

    private final Cells cells = new Cells(1);
    private final VerdictLedger ledger = new VerdictLedger(cells, 2);
    private final List<String> heard = new ArrayList<>();

    private void judge(long line, int cpu) {
        Obligation pass = new Obligation(0, Verdict.PASS, null, FactSet.NONE, null, line, line);
        ledger.add(cells.of(0, Verdict.PASS, FactSet.NONE), pass);
        ledger.seen(cpu);
    }

    private List<String> finish(boolean proven) {
        ledger.observe(o -> heard.add(o.line() + (o.why() == null ? "" : " " + o.why())));
        ledger.finish(proven);
        return heard;
    }

    private void observed() {
        ledger.observe(o -> {});
    }

    @Test
    void a_gap_takes_back_what_was_judged_since_its_cpu_was_seen() {
        observed();
        judge(1, 0);
        judge(2, 1);
        judge(3, 0);
        judge(4, 0);
        ledger.gap(1, Why.LOST);
        judge(5, 1);
        assertThat(finish(true)).containsExactlyInAnyOrder("1", "2", "3 LOST", "4 LOST", "5");
    }

    @Test
    void the_other_cpus_gap_does_not_reach_behind_its_last_event() {
        observed();
        judge(1, 0);
        judge(2, 1);
        ledger.gap(1, Why.LOST);
        assertThat(finish(true)).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void an_end_that_is_not_proven_is_a_gap_of_every_cpu() {
        observed();
        judge(1, 0);
        judge(2, 1);
        judge(3, 0);
        judge(4, 0);
        assertThat(finish(false)).containsExactlyInAnyOrder("1", "2", "3 LOST", "4 LOST");
    }

    @Test
    void an_announced_cpu_that_never_speaks_keeps_everything_in_doubt() {
        observed();
        judge(1, 0);
        judge(2, 0);
        assertThat(finish(false)).containsExactlyInAnyOrder("1 LOST", "2 LOST");
    }

    @Test
    void a_cpu_that_nobody_announced_and_that_begins_with_a_gap_takes_everything_back() {
        observed();
        judge(1, 0);
        judge(2, 1);
        judge(3, 0);
        ledger.gap(7, Why.LOST);
        judge(4, 7);
        assertThat(finish(true)).containsExactlyInAnyOrder("1 LOST", "2 LOST", "3 LOST", "4");
    }

    @Test
    void an_idle_cpu_costs_no_memory() {
        for (int line = 1; line <= 200_000; line++) {
            judge(line, 0);
        }
        Tally tally = ledger.finish(true);
        assertThat(tally.count(cells.of(0, Verdict.PASS, FactSet.NONE))).isEqualTo(200_000);
    }

    /** Asking for what is pending cuts the segments; else they are cut when much has come. */
    private static List<String> random(long seed, boolean askedAtEachStep) {
        Cells cells = new Cells(1);
        VerdictLedger ledger = new VerdictLedger(cells, 2);
        List<String> heard = new ArrayList<>();
        ledger.observe(o -> heard.add(o.line() + (o.why() == null ? "" : " " + o.why())));
        Random random = new Random(seed);
        for (int line = 1; line <= 20_000; line++) {
            int cpu = random.nextInt(4);
            if (random.nextInt(200) == 0) {
                ledger.gap(cpu, Why.LOST);
            } else if (random.nextInt(3) == 0) {
                ledger.seen(cpu);
            } else {
                Obligation pass = new Obligation(0, Verdict.PASS, null, FactSet.NONE, null, line, line);
                ledger.add(cells.of(0, Verdict.PASS, FactSet.NONE), pass);
            }
            if (askedAtEachStep) {
                ledger.pending(o -> {});
            }
        }
        Tally tally = ledger.finish(false);
        heard.add("pass " + tally.count(cells.of(0, Verdict.PASS, FactSet.NONE)));
        heard.add("lost " + tally.count(cells.inconclusive(0, Why.LOST)));
        return heard;
    }

    @Test
    void when_segments_are_cut_changes_no_verdict() {
        for (long seed = 1; seed <= 10; seed++) {
            List<String> heard = random(seed, false);
            assertThat(heard).as("seed " + seed).containsExactlyInAnyOrderElementsOf(random(seed, true));
            assertThat(heard).anyMatch(verdict -> verdict.endsWith(" LOST"));
        }
    }
}
