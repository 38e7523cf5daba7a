package mmreplay.analyzer;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import mmreplay.traces.source.StreamTrace;

/**
 * Ctrl-C, or SIGTERM, while a stream is read: the stream ends there, and the report of what was read is written before the
 * program ends. Without a stream the program ends at once, as any does.
 */
final class Interruption {

    private final List<StreamTrace> streams = new ArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final boolean hooks;
    private boolean hooked;
    private boolean told;
    private int exit;

    private Interruption(boolean hooks) {
        this.hooks = hooks;
    }

    /** Of this process: its last call must be {@link #exit}. */
    static Interruption ofProcess() {
        return new Interruption(true);
    }

    /** For programs within a program. */
    static Interruption none() {
        return new Interruption(false);
    }

    /** From now on, this stream ends when the process is told to end. */
    synchronized void ends(StreamTrace stream) {
        streams.add(stream);
        if (told) {
            stream.stop();
        }
        if (hooks && !hooked) {
            hooked = true;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> waitForReports(System.err), "mmreplay-end"));
        }
    }

    /** The process was told to end: what was not begun is not begun any more. */
    synchronized boolean told() {
        return told;
    }

    private void waitForReports(PrintStream err) {
        if (finished.getCount() > 0) {
            err.println(Problems.line("stopped: the report of what was read so far follows"));
        }
        stop();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // the exit code that a signal gave would say nothing of the trace
        Runtime.getRuntime().halt(exit);
    }

    /** As a signal does. */
    synchronized void stop() {
        told = true;
        streams.forEach(StreamTrace::stop);
    }

    /** Ends the process. */
    void exit(int code) {
        exit = code;
        finished.countDown();
        System.exit(code);
    }
}
