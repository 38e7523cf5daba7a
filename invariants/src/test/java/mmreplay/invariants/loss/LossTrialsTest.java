package mmreplay.invariants.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import mmreplay.traces.UnusableTraceException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A sample of the campaign on recorded traces; the simulated ones, and many more trials, are run from the program's own tests. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LossTrialsTest {

    private static final int TRIALS = Integer.getInteger("mmreplay.loss.trials", 30);
    private static final int EVENTS = Integer.getInteger("mmreplay.loss.events", 6000);
    private static final long SEED = Long.getLong("mmreplay.seed", 1);

    @Test
    void losing_events_makes_a_verdict_inconclusive_and_never_another_one() throws IOException, UnusableTraceException {
        LossResult result = new LossResult();
        for (Path file : RealTraces.files()) {
            LossTrials trials = new LossTrials(RealTraces.cut(file, EVENTS, SEED));
            assertThat(trials.decided()).as(file.toString()).isPositive();
            int each = TRIALS / RealTraces.files().size();
            for (long seed = SEED; seed < SEED + each; seed++) {
                trials.run(seed, result);
            }
        }
        System.out.println(result.text());
        assertThat(result.broken()).isEmpty();
        assertThat(result.sum().stayed()).isPositive();
    }
}
