package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import mmreplay.invariants.CheckAll;
import mmreplay.traces.UnusableTraceException;

/** Puts traces into a check, one after the other; one that cannot be used is told of and does not stop the others. */
final class Inputs {

    private final PrintWriter err;
    private int unusable;

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
            failed(Problems.of(e));
        } catch (IOException e) {
            failed(Problems.of(trace, e));
        } catch (RuntimeException e) {
            failed(trace + ": " + Problems.of(e));
        }
        return false;
    }

    private void failed(String problem) {
        unusable++;
        err.println(Problems.line(problem));
        err.flush();
    }

    boolean allUsable() {
        return unusable == 0;
    }
}
