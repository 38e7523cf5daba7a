package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mmreplay.analyzer.simulate.SimulateOptions;
import mmreplay.analyzer.simulate.SimulatedTrace;
import mmreplay.analyzer.simulate.bug.Bug;
import mmreplay.invariants.loss.LossResult;
import mmreplay.invariants.loss.LossTrials;
import mmreplay.invariants.loss.RealTraces;
import mmreplay.invariants.loss.Recording;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Bases;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The core promise over simulated machines, correct and with planted bugs, and over cuts of recorded traces: what is lost may make a
 * verdict INCONCLUSIVE, and never another one. {@code -Ploss} makes 10,000 trials, and writes what they came to.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LossCampaignTest {

    private static final int TRIALS = Integer.getInteger("mmreplay.loss.trials", 80);
    private static final int EVENTS = Integer.getInteger("mmreplay.loss.events", 4000);
    private static final long SEED = Long.getLong("mmreplay.seed", 1);

    /** So many trials share a recording: to read it costs as much as several of them. */
    private static final int EACH = TRIALS < 1000 ? 10 : 40;

    /** How much is kept behind the place where a planted bug fired. */
    private static final int AFTER = 1500;

    private static final Bases BASES = new Bases(0xffffea0000000000L, 0xffff888000000000L);

    private final LossResult any = new LossResult();
    private final LossResult shortRuns = new LossResult();

    @Test
    void losing_events_makes_a_verdict_inconclusive_and_never_another_one() throws IOException, UnusableTraceException {
        List<Path> files = RealTraces.files();
        int recordings = Math.max(4, (TRIALS + EACH - 1) / EACH);
        for (int i = 0; i < recordings; i++) {
            Recording recording = i % 2 == 0
                    ? simulated(SEED + i, i / 2)
                    : RealTraces.cut(files.get(i / 2 % files.size()), EVENTS, SEED + i);
            LossTrials trials = new LossTrials(recording);
            for (int n = 0; n < TRIALS / recordings; n++) {
                trials.run(SEED + 1000L * i + n, any);
            }
            trials.shortRuns(SEED + i, shortRuns);
        }
        write();
        assertThat(any.broken()).isEmpty();
        assertThat(shortRuns.broken()).isEmpty();
        assertThat(any.sum().stayed()).isPositive();
        assertThat(any.sum().inconclusive()).isPositive();
    }

    /** Without a bug, or with one of the planted ones, in turn. */
    private static Recording simulated(long seed, int turn) throws IOException {
        int which = turn % (Bug.values().length + 1);
        Set<Bug> bugs = which == 0 ? Set.of() : Set.of(Bug.values()[which - 1]);
        int cpus = (int) (1 + Math.abs(seed) % 4);
        try (SimulatedTrace trace = new SimulatedTrace(new SimulateOptions(4L * EVENTS, cpus, seed, bugs, 0))) {
            for (TraceReader.Step step = trace.next(); step != TraceReader.Step.END; step = trace.next()) {
                if (!trace.firings().isEmpty()) {
                    break;
                }
            }
            int to = trace.firings().isEmpty()
                    ? EVENTS
                    : (int) Math.min(4L * EVENTS, trace.firings().get(0).event() + AFTER);
            try (SimulatedTrace again = new SimulatedTrace(new SimulateOptions(4L * EVENTS, cpus, seed, bugs, 0))) {
                String name = "simulated, " + bugs + ", " + cpus + " CPUs, seed " + seed;
                return Recording.read(name, again, 0, to, 1000, BASES, Optional.empty());
            }
        }
    }

    private void write() throws IOException {
        String text = "seed " + SEED + "\n\nAny damage: " + any.text() + "\nA thousandth lost in short runs: "
                + shortRuns.text();
        System.out.println(text);
        Files.writeString(Path.of("target", "loss.txt"), text);
        try (OutputStream out = Files.newOutputStream(Path.of("target", "loss.json"));
                JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("schema", "mmreplay/loss/1");
            json.writeNumberField("seed", SEED);
            json.writeFieldName("any");
            any.json(json);
            json.writeFieldName("shortRuns");
            shortRuns.json(json);
            json.writeEndObject();
        }
    }
}
