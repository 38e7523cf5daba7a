package mmreplay.analyzer.simulate.sched;

/** What a task does without another task of its CPU in between. It may push further steps, which come next. */
@FunctionalInterface
public interface Step {
    void run();
}
