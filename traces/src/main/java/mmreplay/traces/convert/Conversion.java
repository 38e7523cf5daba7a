package mmreplay.traces.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.TraceReader.Step;
import mmreplay.traces.TraceWriter;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Completeness;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.rows.Form;
import mmreplay.traces.sidecar.Sidecars;
import mmreplay.traces.source.Glance;
import mmreplay.traces.source.Trace;

/** Turns one trace into another format, event by event: what a check of either says is the same. */
public final class Conversion {

    private static final int PROGRESS_EVERY = 1 << 14;

    private final Trace trace;
    private final Target target;
    private final Optional<Form> wanted;

    /**
     * @param wanted the form to write; without it raw, or canonical if the trace is
     */
    public Conversion(Trace trace, Target target, Optional<Form> wanted) {
        this.trace = trace;
        this.target = target;
        this.wanted = target.onlyForm().or(() -> wanted);
    }

    /**
     * What came of it.
     *
     * @param cut the trace ends in the middle of its compressed stream
     * @param unclear lines or records that could not be understood; each left a gap
     */
    public record Converted(Form form, long events, long gaps, boolean cut, long unclear) {}

    /**
     * Converts.
     *
     * @param out is flushed at the end, not closed
     * @param progress hears of the bytes read so far, now and then
     * @throws UnusableTraceException if this is no trace, or one that cannot be written so; nothing is written then
     */
    public Converted run(OutputStream out, LongConsumer progress) throws IOException, UnusableTraceException {
        Stated beside = Sidecars.in(trace.folder()).stated();
        Glance glance = Glance.at(trace, beside);
        Form form = form(glance.known().canonical());
        Optional<Whole> ahead = target.headTellsTheEnd() ? Optional.of(whole(glance.known())) : Optional.empty();
        try (TraceReader reader = trace.open()) {
            Step first = reader.next();
            Whole whole = ahead.orElse(new Whole(reader.info(), reader.stated()));
            EventMapper mapper = new EventMapper(Dialects.shipped(), glance.bases());
            return new Run(reader, beside, form, mapper, target.writer(form, whole.info(), out))
                    .all(whole.stated(), first, progress);
        }
    }

    private Form form(boolean canonical) throws UnusableTraceException {
        Form form = wanted.orElse(canonical ? Form.CANONICAL : Form.RAW);
        if (canonical && form == Form.RAW) {
            throw new UnusableTraceException(
                    trace.name() + ": it holds canonical events, and what a kernel printed of them is"
                            + " gone; convert it to CSV or JSON lines in the form canonical, or convert the trace that it was made of");
        }
        return form;
    }

    /** What is known of the trace when its first line is written. */
    private record Whole(TraceInfo info, Stated stated) {}

    private Whole whole(Stated known) throws IOException, UnusableTraceException {
        Optional<TraceInfo> foreseen = trace.foreseen();
        if (foreseen.isPresent()) {
            return new Whole(foreseen.get(), known);
        }
        try (TraceReader reader = trace.open()) {
            Step step = reader.next();
            while (step != Step.END) {
                step = reader.next();
            }
            return new Whole(reader.info(), reader.stated());
        }
    }

    /** One pass over the trace. */
    private static final class Run {

        private final TraceReader reader;
        private final Stated beside;
        private final Form form;
        private final EventMapper mapper;
        private final TraceWriter writer;
        private final List<MmEvent> pool = new ArrayList<>();
        private int used;
        private long gaps;

        Run(TraceReader reader, Stated beside, Form form, EventMapper mapper, TraceWriter writer) {
            this.reader = reader;
            this.beside = beside;
            this.form = form;
            this.mapper = mapper;
            this.writer = writer;
        }

        Converted all(Stated atTop, Step first, LongConsumer progress) throws IOException {
            writer.begin(reader.info(), atTop.or(beside));
            long steps = 0;
            for (Step step = first; step != Step.END; step = reader.next()) {
                if (step == Step.GAP) {
                    gap(reader.gap());
                } else {
                    event(reader.event());
                }
                if (++steps % PROGRESS_EVERY == 0) {
                    progress.accept(reader.bytesRead());
                }
            }
            Stated stated = stated();
            if (form == Form.CANONICAL && !stated.canonical()) {
                Set<String> missed = stated.misses().keySet();
                stated = stated.withComplete(stated.complete(() -> Completeness.of(mapper, missed)));
            }
            writer.end(reader.info(), stated);
            long unclear = reader.ledger().count(Bucket.ISSUE);
            boolean cut = reader.ledger().count(TraceIssue.TRUNCATED_INPUT) > 0;
            return new Converted(form, reader.info().events(), gaps, cut, unclear);
        }

        private Stated stated() {
            return reader.stated().or(beside);
        }

        private void event(RawEvent event) throws IOException {
            used = 0;
            if (form == Form.CANONICAL) {
                mapper.map(event, this::keep);
            }
            writer.event(event, pool.subList(0, used));
            if (form == Form.CANONICAL && mapper.malformed()) {
                // what it changed cannot be told: to a check it is as good as lost
                gap(new Gap(Gap.EVERY_CPU, 1, Gap.Cause.DAMAGED, event.line()));
            }
        }

        private void keep(MmEvent event) {
            if (used == pool.size()) {
                pool.add(new MmEvent());
            }
            pool.get(used++).copy(event);
        }

        private void gap(Gap gap) throws IOException {
            gaps++;
            writer.gap(gap);
        }
    }
}
