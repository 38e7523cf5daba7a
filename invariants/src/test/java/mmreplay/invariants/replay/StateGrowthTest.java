package mmreplay.invariants.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.rules.Rules;
import mmreplay.traces.TraceReader;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.tracefs.TracefsTextReader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** State dies with its object: ten times the trace is not ten times the heap. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StateGrowthTest {

    private static final int LIVES = 1200;
    private static final String HEADER = "# tracer: nop\n#\n# entries-in-buffer/entries-written: 1/1   #P:2\n#\n";

    static {
        // records and lambdas tell their layout only so
        System.setProperty("jol.magicFieldOffset", "true");
        System.setProperty("jol.skipDynamicAttach", "true");
    }

    private final Replay replay = new Replay(Rules.all(), Machine.Start.UNKNOWN, 2, 1);
    private final EventMapper mapper = new EventMapper(Dialects.shipped(), Bases.UNKNOWN);

    private static List<String> life() throws IOException {
        try (InputStream in = StateGrowthTest.class.getResourceAsStream("/mmreplay/invariants/fixtures/preamble.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private void live(Lives lives, int from, int to) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int n = from; n < to; n++) {
            lives.append(n, text);
        }
        try (TraceReader reader = TracefsTextReader.ofText(text.toString())) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                assertThat(step).isEqualTo(TraceReader.Step.EVENT);
                replay.begin(reader.event());
                mapper.map(reader.event(), replay::event);
                replay.end();
            }
        }
    }

    private GraphLayout state() {
        return GraphLayout.parseInstance(replay);
    }

    /** Which classes have so many instances more, for the message of a failure. */
    private static Map<String, Long> grown(GraphLayout early, GraphLayout late) {
        Map<String, Long> grown = new TreeMap<>();
        for (Class<?> type : late.getClasses()) {
            long more =
                    late.getClassCounts().count(type) - early.getClassCounts().count(type);
            if (more > LIVES / 10) {
                grown.put(type.getName(), more);
            }
        }
        return grown;
    }

    private void liveTenTimes(Lives lives) throws IOException {
        live(lives, 0, LIVES);
        GraphLayout early = state();
        for (int tenth = 1; tenth < 10; tenth++) {
            live(lives, tenth * LIVES, (tenth + 1) * LIVES);
        }
        GraphLayout late = state();
        System.out.printf(
                "%d objects (%d bytes) after %d lives, %d (%d bytes) after %d%n",
                early.totalCount(), early.totalSize(), LIVES, late.totalCount(), late.totalSize(), 10 * LIVES);
        assertThat(grown(early, late)).as("objects that outlive their process").isEmpty();
        assertThat(late.totalSize()).isLessThan(early.totalSize() * 5 / 4);
    }

    @Test
    void ten_times_the_processes_leave_no_more_objects_behind() throws IOException {
        liveTenTimes(Lives.of(life()));
        List<RuleResult> rules =
                replay.finish(true, EnumSet.allOf(FactClass.class)).rules();
        assertThat(rules).filteredOn(rule -> rule.pass() > LIVES).hasSizeGreaterThan(10);
        assertThat(rules).allMatch(rule -> rule.violation() + rule.hazard() + rule.note() == 0);
    }

    @Test
    void nor_does_a_task_that_lives_on() throws IOException {
        liveTenTimes(Lives.ofOneTask(life()));
    }
}
