package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mmreplay.invariants.Check;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.Reading;
import mmreplay.invariants.Watcher;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Unusable;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.source.MergedTrace;
import mmreplay.traces.source.StreamTrace;
import mmreplay.traces.source.Trace;
import mmreplay.traces.source.TraceOptions;
import mmreplay.traces.source.Traces;

/** Puts traces into a check, one after the other; one that cannot be used is told of and does not stop the others. */
final class Inputs {

    private final TraceOptions options;
    private final Standard standard;
    private final PrintWriter err;
    private final List<Unusable> unusable = new ArrayList<>();
    private Optional<Check.Watching> watching = Optional.empty();

    Inputs(TraceOptions options, Standard standard, PrintWriter err) {
        this.options = options;
        this.standard = standard;
        this.err = err;
    }

    /** Findings of streams are told as they come. */
    void watch(Watcher watcher, Duration lag) {
        watching = Optional.of(new Check.Watching(watcher, lag));
    }

    /** What is done with one trace. */
    interface Use {
        void of(Trace trace) throws IOException, UnusableTraceException;
    }

    /** Whether they were checked, as one trace. */
    boolean add(List<Path> paths, CheckAll check) {
        return use(paths, trace -> check(paths, trace, check));
    }

    /** For a use of the trace: checks it. */
    void check(List<Path> paths, Trace trace, CheckAll check) throws IOException, UnusableTraceException {
        try (Progress progress = Progress.of(paths)) {
            Input input = check.add(trace, progress, trace instanceof StreamTrace ? watching : Optional.empty());
            if (input.events() == 0 && options.format().isPresent()) {
                err.println(Problems.line(input.path() + ": nothing in it is an event of the format " + input.format()
                        + ", which --format states; without it, the content tells the format"));
            }
        }
    }

    /** For a use of the trace: reads it. */
    Reading.Read read(List<Path> paths, Trace trace) throws IOException, UnusableTraceException {
        try (Progress progress = Progress.of(paths)) {
            return Reading.of(trace, progress);
        }
    }

    /** Whether they could be used, as one trace. */
    boolean use(List<Path> paths, Use use) {
        String path = paths.get(0).toString();
        if (standard.interruption().told()) {
            failed(path, path + ": it was not begun any more");
            return false;
        }
        try (Trace trace = open(paths)) {
            use.of(trace);
            trace.shortfall().ifPresent(problem -> failed(path, problem));
            return true;
        } catch (UnusableTraceException e) {
            boolean stated = options.format().isPresent();
            failed(path, Problems.of(e) + (stated ? "; its format was not looked at, since --format states it" : ""));
        } catch (IOException e) {
            failed(path, Problems.of(Path.of(path), e));
        } catch (RuntimeException e) {
            failed(path, path + ": " + Problems.of(e));
        }
        return false;
    }

    private Trace open(List<Path> paths) throws IOException {
        List<Trace> traces = new ArrayList<>();
        for (Path path : paths) {
            Trace trace = Traces.of(path, standard::in, options);
            if (trace instanceof StreamTrace stream) {
                standard.interruption().ends(stream);
            }
            traces.add(trace);
        }
        return traces.size() == 1 ? traces.get(0) : new MergedTrace(traces);
    }

    private void failed(String trace, String problem) {
        unusable.add(new Unusable(trace, problem));
        tell(problem);
    }

    private void tell(String problem) {
        err.println(Problems.line(problem));
        err.flush();
    }

    /** Of those that were checked only in part: say so. */
    void tellTruncated(CheckAll check) {
        check.truncated()
                .forEach(path -> tell(path
                        + ": its compressed stream ends in the middle; what comes before was checked; copy it again"));
    }

    boolean allUsable() {
        return unusable.isEmpty();
    }

    /** Traces that were not checked, in their order. */
    List<Unusable> unusable() {
        return List.copyOf(unusable);
    }

    /** Every trace was checked, to its end. */
    boolean whole(Result result) {
        return unusable.isEmpty() && result.inputs().stream().noneMatch(Input::truncated);
    }
}
