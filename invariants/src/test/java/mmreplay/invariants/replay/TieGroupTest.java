package mmreplay.invariants.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.FactSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TieGroupTest {

    private static final long PAGE = 42;

    private final List<String> doubts = new ArrayList<>();
    private final Cells cells = new Cells(1);
    private final VerdictLedger ledger = new VerdictLedger(cells, 2);
    private final TieGroup ties = new TieGroup(cells, ledger, new Doubts() {
        @Override
        public void disputed(long key, long since) {
            doubts.add("disputed since " + since);
        }

        @Override
        public void misread(long key) {
            doubts.add("misread");
        }

        @Override
        public void unordered(Why why) {
            doubts.add("unordered");
        }
    });
    private final List<String> heard = new ArrayList<>();

    private void event(long line, long time, int cpu, boolean judged, boolean touches) {
        ties.at(time, cpu, line);
        if (judged) {
            ties.about(PAGE);
            ties.add(
                    cells.of(0, Verdict.PASS, FactSet.NONE),
                    new Obligation(0, Verdict.PASS, null, FactSet.NONE, null, line, time));
        }
        if (touches) {
            ties.touch(PAGE);
        }
        ties.seen(cpu);
    }

    private List<String> finish() {
        ties.close();
        ledger.observe(o -> heard.add(o.line() + (o.why() == null ? "" : " " + o.why())));
        ledger.finish(true);
        return heard;
    }

    TieGroupTest() {
        ledger.observe(o -> {});
    }

    @Test
    void a_touch_by_another_cpu_at_the_same_stamp_withdraws_a_verdict_printed_before_it() {
        event(1, 100, 0, true, false);
        event(2, 100, 1, false, true);
        assertThat(finish()).containsExactly("1 CLOCK");
    }

    @Test
    void and_one_printed_after_it() {
        event(1, 100, 0, false, true);
        event(2, 100, 1, true, false);
        assertThat(finish()).containsExactly("2 CLOCK");
    }

    @Test
    void the_same_cpus_order_is_certain() {
        event(1, 100, 0, false, true);
        event(2, 100, 0, true, false);
        event(3, 100, 1, false, false);
        assertThat(finish()).containsExactly("2");
    }

    @Test
    void another_stamp_is_another_time() {
        event(1, 100, 0, true, false);
        event(2, 101, 1, false, true);
        assertThat(finish()).containsExactly("1");
    }

    @Test
    void lost_events_may_carry_the_stamp_of_the_event_after_them() {
        ties.lost(0);
        ledger.gap(0, Why.LOST);
        event(1, 100, 0, false, false);
        event(2, 100, 1, true, false);
        assertThat(finish()).containsExactly("2 LOST");
    }

    @Test
    void a_shared_stamp_stays_in_doubt_until_each_of_its_cpus_is_seen_again() {
        event(1, 100, 0, true, false);
        event(2, 100, 1, false, false);
        event(3, 101, 0, false, false);
        ties.lost(1);
        ledger.gap(1, Why.LOST);
        event(4, 102, 1, false, false);
        assertThat(finish()).containsExactly("1 LOST");
    }

    @Test
    void what_a_stamp_shows_beside_a_loss_is_forgotten() {
        ties.lost(0);
        ledger.gap(0, Why.LOST);
        event(1, 100, 1, true, false);
        assertThat(finish()).containsExactly("1 LOST");
        assertThat(doubts).containsExactly("unordered");
    }

    @Test
    void so_is_what_follows_a_loss_at_the_stamp_that_came_before_it() {
        event(1, 100, 1, false, true);
        ties.lost(0);
        ledger.gap(0, Why.LOST);
        event(2, 100, 0, true, false);
        assertThat(finish()).containsExactly("2 LOST");
        assertThat(doubts).containsExactly("unordered");
    }

    @Test
    void the_losing_cpus_next_stamp_is_in_order() {
        event(1, 100, 1, false, true);
        ties.lost(0);
        ledger.gap(0, Why.LOST);
        event(2, 101, 0, true, false);
        assertThat(finish()).containsExactly("2");
        assertThat(doubts).isEmpty();
    }

    @Test
    void what_a_rule_remembers_of_an_object_that_another_cpu_changed_is_misread() {
        ties.at(100, 0, 1);
        ties.remember(PAGE);
        ties.seen(0);
        event(2, 100, 1, false, true);
        ties.close();
        assertThat(doubts).containsExactly("misread");
    }

    @Test
    void what_it_remembers_of_one_that_its_own_cpu_changed_is_not() {
        ties.at(100, 0, 1);
        ties.remember(PAGE);
        ties.touch(PAGE);
        ties.seen(0);
        event(2, 100, 1, false, false);
        ties.close();
        assertThat(doubts).isEmpty();
    }

    @Test
    void a_disputed_vma_puts_its_neighbours_in_doubt() {
        ties.at(100, 0, 1);
        ties.touch(Key.vma(1));
        ties.seen(0);
        ties.at(100, 1, 2);
        ties.touch(Key.vma(1));
        ties.about(Key.vma(2));
        ties.add(
                cells.of(0, Verdict.PASS, FactSet.NONE),
                new Obligation(0, Verdict.PASS, null, FactSet.NONE, null, 2, 100));
        ties.seen(1);
        assertThat(finish()).containsExactly("2 CLOCK");
        assertThat(doubts).containsExactly("disputed since 1");
    }

    @Test
    void a_clock_that_stands_still_for_ever_is_cut_into_pieces_without_an_order() {
        event(1, 100, 0, true, true);
        for (int i = 0; i < 1 << 20; i++) {
            event(2, 100, 0, false, true);
        }
        event(3, 100, 1, true, true);
        assertThat(finish()).containsExactly("1 CLOCK", "3 LOST");
        assertThat(doubts).contains("unordered");
    }

    @Test
    void a_stamp_that_late_events_interrupt_has_no_order_when_it_goes_on() {
        event(1, 2000, 0, false, true);
        event(2, 1000, 1, false, false);
        event(3, 2000, 1, true, false);
        event(4, 3000, 1, true, false);
        assertThat(finish()).containsExactly("3 CLOCK", "4");
        assertThat(doubts).containsExactly("unordered");
    }
}
