package mmreplay.invariants.result;

import java.util.List;
import java.util.SortedMap;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.source.Traces;

/**
 * One input and its quality.
 *
 * @param path as given on the command line: untrusted text
 * @param format the reader's name
 * @param sha256 of the file's bytes, hexadecimal; empty if the trace was only {@linkplain mmreplay.invariants.Reading read}
 * @param clock {@code ns}, or {@code raw} for a clock whose unit the trace does not tell
 * @param firstTime time of the first event, in the clock's unit
 * @param lastTime time of the last event
 * @param ledger lines per bucket; sums to {@code lines}
 * @param losses every gap, in file order (at most 1,000; {@code lossCount} has them all)
 * @param issues named deficiencies with their counts and help
 * @param dialects names of the dialects that understood events; {@code canonical} for a trace that says itself what they mean
 * @param eras what its kernel has of the changes that rules depend on
 * @param sources the files that make it, if several do; empty else
 * @param sidecars file names that lay beside the trace and were used
 */
public record Input(
        String path,
        String format,
        String sha256,
        String clock,
        int cpus,
        long events,
        long lines,
        long firstTime,
        long lastTime,
        boolean endProven,
        SortedMap<String, Long> ledger,
        List<Loss> losses,
        long lossCount,
        List<Issue> issues,
        List<String> dialects,
        List<EraResult> eras,
        List<String> sidecars,
        List<Source> sources) {

    /** It was read from standard input, so no path leads to it. */
    public boolean piped() {
        return path.equals(Traces.STDIN_NAME.toString());
    }

    /** An input that is made of one file. */
    public Input(
            String path,
            String format,
            String sha256,
            String clock,
            int cpus,
            long events,
            long lines,
            long firstTime,
            long lastTime,
            boolean endProven,
            SortedMap<String, Long> ledger,
            List<Loss> losses,
            long lossCount,
            List<Issue> issues,
            List<String> dialects,
            List<EraResult> eras,
            List<String> sidecars) {
        this(
                path, format, sha256, clock, cpus, events, lines, firstTime, lastTime, endProven, ledger, losses,
                lossCount, issues, dialects, eras, sidecars, List.of());
    }

    /** What a {@link Position#number()} in it counts: {@code line}, or {@code event} of a file without lines. */
    public String unit() {
        return sources.isEmpty() ? unit(format) : "event";
    }

    /** What a place's {@link Position#line()} counts: in a file of several, that file's unit. */
    public String unit(Position position) {
        return made(position) ? sources.get(position.source()).unit() : unit();
    }

    /** The path of the file in which a place's {@link Position#line()} stands. */
    public String path(Position position) {
        return made(position) ? sources.get(position.source()).path() : path;
    }

    private boolean made(Position position) {
        return position.source() >= 0 && position.source() < sources.size();
    }

    /** The same of a format. */
    public static String unit(String format) {
        return format.equals("trace.dat") ? "event" : "line";
    }

    /** It ends in the middle of its compressed stream: only what comes before was checked. */
    public boolean truncated() {
        String name = TraceIssue.TRUNCATED_INPUT.name();
        return issues.stream().anyMatch(issue -> issue.name().equals(name));
    }

    /**
     * One of several files that make an input.
     *
     * @param issues what is wrong with it alone
     */
    public record Source(
            String path, String format, String sha256, long events, long lines, boolean endProven, List<Issue> issues) {

        /** What a {@link Position#line()} in it counts. */
        public String unit() {
            return Input.unit(format);
        }
    }

    /**
     * One gap: events of {@code cpu} are missing between {@code from} and {@code to}.
     *
     * @param cpu -1 for every CPU
     * @param lost how many, -1 if unknown
     * @param cause what showed it, one word
     */
    public record Loss(int cpu, long lost, long from, long to, long line, String cause) {}

    /**
     * One named deficiency.
     *
     * @param severity NOTE, DATA_LOSS or ERROR
     * @param firstLines 1-based, at most five
     */
    public record Issue(String name, String severity, long count, List<Long> firstLines, String help) {}
}
