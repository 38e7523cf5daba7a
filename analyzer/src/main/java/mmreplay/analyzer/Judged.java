package mmreplay.analyzer;

import java.io.IOException;
import java.nio.file.Path;
import mmreplay.invariants.Tracks;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.tracks.TrackListener;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.source.Trace;
import mmreplay.traces.source.TraceOptions;
import mmreplay.traces.source.Traces;

/** What a check came to, and the traces, for those outputs that show more of them than the result holds. */
record Judged(Result result, TraceOptions options) {

    /** Reads one of the traces again, which must be a file. */
    void tracks(int input, TrackListener listener) throws IOException {
        Path path = Path.of(result.inputs().get(input).path());
        try (Trace trace = Traces.of(
                path,
                () -> {
                    throw new IllegalStateException("standard input was read already");
                },
                options)) {
            Tracks.read(trace, listener);
        } catch (UnusableTraceException e) {
            throw new IOException("the trace could not be read again: " + e.getMessage(), e);
        }
    }
}
