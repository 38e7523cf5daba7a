package mmreplay.invariants.loss;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mmreplay.traces.Gap;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.dialect.Completeness;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.event.MmEvent;

/**
 * A trace, or a cut of one, that counts as whole: nothing of it is lost, and its end is proven.
 *
 * @param name says where it comes from
 * @param complete what it records completely
 */
public record Recording(
        String name,
        List<Step> steps,
        TraceInfo.ClockUnit clock,
        int cpus,
        Bases bases,
        Optional<KernelVersion> kernel,
        Set<FactClass> complete) {

    /**
     * Reads the events with these numbers, from 0. What the reader itself misses there stays a gap.
     *
     * @param resolution stamps are cut to it, as a text cuts them
     */
    public static Recording read(
            String name,
            TraceReader reader,
            int from,
            int to,
            long resolution,
            Bases bases,
            Optional<KernelVersion> kernel)
            throws IOException {
        EventMapper mapper = new EventMapper(Dialects.shipped(), bases);
        List<Step> steps = new ArrayList<>();
        int number = 0;
        while (number < to) {
            TraceReader.Step step = reader.next();
            if (step == TraceReader.Step.END) {
                break;
            }
            if (step == TraceReader.Step.GAP) {
                if (number > from) {
                    steps.add(Step.of(reader.gap()));
                }
                continue;
            }
            if (number++ < from) {
                continue;
            }
            List<MmEvent> canonical = new ArrayList<>();
            mapper.map(reader.event(), event -> {
                MmEvent copy = new MmEvent();
                copy.copy(event);
                canonical.add(copy);
            });
            Step read = Step.of(reader.event(), List.copyOf(canonical));
            long time = read.time() - read.time() % resolution;
            steps.add(time == read.time() ? read : read.at(time));
            if (mapper.malformed()) {
                steps.add(Step.of(new Gap(Gap.EVERY_CPU, 1, Gap.Cause.DAMAGED, read.line())));
            }
        }
        return new Recording(
                name,
                List.copyOf(steps),
                reader.info().clock() == TraceInfo.ClockUnit.EXACT_NANOSECONDS && resolution > 1
                        ? TraceInfo.ClockUnit.NANOSECONDS
                        : reader.info().clock(),
                Math.max(1, reader.info().cpus()),
                bases,
                kernel,
                Completeness.of(mapper, List.of()));
    }

    /** As it is. */
    Damaged whole() {
        return new Damaged(this, steps, true, false);
    }

    long events() {
        return steps.stream().filter(Step::isEvent).count();
    }
}
