package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.CheckAll;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Unusable;
import mmreplay.traces.UnusableTraceException;

/** Puts traces into a check, one after the other; one that cannot be used is told of and does not stop the others. */
final class Inputs {

    private final PrintWriter err;
    private final List<Unusable> unusable = new ArrayList<>();

    Inputs(PrintWriter err) {
        this.err = err;
    }

    /** Whether the trace was checked. */
    boolean add(Path trace, CheckAll check) {
        try (Progress progress = Progress.of(trace)) {
            if (Files.exists(trace) && !Files.isRegularFile(trace) && !Files.isDirectory(trace)) {
                throw new UnusableTraceException(trace
                        + ": it is a pipe or a device, and a check reads its trace twice; save it to a file first");
            }
            check.add(trace, progress);
            return true;
        } catch (UnusableTraceException e) {
            failed(trace, Problems.of(e));
        } catch (IOException e) {
            failed(trace, Problems.of(trace, e));
        } catch (RuntimeException e) {
            failed(trace, trace + ": " + Problems.of(e));
        }
        return false;
    }

    private void failed(Path trace, String problem) {
        unusable.add(new Unusable(trace.toString(), problem));
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
