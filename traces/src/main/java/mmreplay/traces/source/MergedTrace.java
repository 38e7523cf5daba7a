package mmreplay.traces.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import org.jspecify.annotations.Nullable;

/** Several sources of one recording, as one trace: each CPU's own file, the parts of a file that was cut, several instances. */
public final class MergedTrace implements Trace {

    private final List<Trace> sources;
    private final List<Survey> surveys = new ArrayList<>();
    private @Nullable Plan plan;

    /** Closing this closes them; there must be one. */
    public MergedTrace(List<Trace> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public String name() {
        String first = sources.get(0).name();
        return sources.size() == 1 ? first : first + " and " + (sources.size() - 1) + " more as one";
    }

    @Override
    public List<Trace> sources() {
        return sources;
    }

    /** Reads each source once, the first time, to see how they belong together. */
    @Override
    public TraceReader open() throws IOException, UnusableTraceException {
        Plan known = plan();
        boolean coarse = known.info().clock() == ClockUnit.NANOSECONDS;
        List<Part> parts = new ArrayList<>();
        boolean opened = false;
        try {
            for (int i = 0; i < sources.size(); i++) {
                parts.add(new Part(i, sources.get(i).open(), surveys.get(i), coarse));
            }
            TraceReader reader = new MergedReader(known, parts);
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                for (Part part : parts) {
                    part.close();
                }
            }
        }
    }

    private Plan plan() throws IOException, UnusableTraceException {
        if (plan == null) {
            surveys.clear();
            for (Trace source : sources) {
                surveys.add(Survey.of(source));
            }
            plan = Plan.of(sources.stream().map(Trace::name).toList(), surveys);
        }
        return plan;
    }

    @Override
    public void prepareSha256() {
        sources.forEach(Trace::prepareSha256);
    }

    /** Of the sources' own, one a line. */
    @Override
    public String sha256() throws IOException {
        StringBuilder digests = new StringBuilder();
        for (Trace source : sources) {
            digests.append(source.sha256()).append('\n');
        }
        return Digest.of(new ByteArrayInputStream(digests.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public Optional<Path> folder() {
        return sources.get(0).folder();
    }

    @Override
    public Optional<String> shortfall() {
        return sources.stream().flatMap(source -> source.shortfall().stream()).findFirst();
    }

    @Override
    public void close() throws IOException {
        for (Trace source : sources) {
            source.close();
        }
    }
}
