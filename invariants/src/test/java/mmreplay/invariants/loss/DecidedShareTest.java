package mmreplay.invariants.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mmreplay.invariants.replay.Verdicted;
import mmreplay.invariants.result.Why;
import mmreplay.traces.sidecar.Sidecars;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** INCONCLUSIVE is no hiding place: on traces that record everything, nearly everything is decided. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DecidedShareTest {

    static Stream<Path> traces() {
        return RealTraces.files().stream()
                .filter(trace -> RealTraces.text(trace).contains(" folio_lock: "));
    }

    @ParameterizedTest
    @MethodSource("traces")
    void without_loss_95_percent_of_the_obligations_on_objects_born_in_the_trace_are_decided(Path trace) {
        List<Verdicted> all = Verdicted.replay(RealTraces.text(trace), Sidecars.beside(trace));
        long born = all.stream().filter(one -> one.why() != Why.PRE_TRACE).count();
        long decided = all.stream().filter(Verdicted::decided).count();
        System.out.println(share(trace, "whole", decided, born) + ", on all " + 100 * decided / all.size() + " %");
        assertThat(decided).as(trace.toString()).isGreaterThanOrEqualTo((long) Math.ceil(0.95 * born));
    }

    @ParameterizedTest
    @MethodSource("traces")
    void with_100_events_lost_in_the_middle_half_of_all_obligations_stay_decided(Path trace) {
        LossyTrace.Whole whole = new LossyTrace.Whole(RealTraces.text(trace));
        LossyTrace lossy = LossyTrace.dropRun(whole, whole.size() / 2, 100);
        List<Verdicted> all = Verdicted.replay(lossy.text(), Sidecars.beside(trace));
        long decided = all.stream().filter(Verdicted::decided).count();
        System.out.println(share(trace, "one gap", decided, all.size()));
        assertThat(decided).as(trace.toString()).isGreaterThanOrEqualTo(all.size() / 2);
    }

    private static String share(Path trace, String what, long decided, long of) {
        return trace + ", " + what + ": " + decided + " of " + of + " decided, " + 100 * decided / of + " %";
    }
}
