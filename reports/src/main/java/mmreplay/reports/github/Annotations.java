package mmreplay.reports.github;

import java.io.PrintWriter;
import java.util.List;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.ShortDigest;
import mmreplay.invariants.result.Unusable;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.text.Limit;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Story;
import mmreplay.reports.text.Visible;

/**
 * Workflow commands that make GitHub show findings as annotations. GitHub keeps ten of each level in one step, so the last of
 * ten counts the rest. Findings that the baseline accepts make none.
 */
public final class Annotations {

    private static final int MOST = 10;
    private static final int MOST_CHARS = 4000;
    private static final int TOKEN_DIGITS = 32;

    private final Result result;
    private final Story story;
    private final PrintWriter out;

    public Annotations(Result result, PrintWriter out) {
        this.result = result;
        this.story = new Story(result);
        this.out = out;
    }

    /**
     * Between these two lines GitHub takes nothing for a command, whatever a trace makes others print. What ends it cannot be
     * guessed by whoever made a trace: it depends on the digests of all of them.
     */
    public static String token(Result result) {
        StringBuilder digests = new StringBuilder("mmreplay");
        result.inputs().forEach(input -> digests.append(input.sha256()).append(input.path()));
        return "mmreplay-" + ShortDigest.of(digests.toString(), TOKEN_DIGITS);
    }

    public static String stop(String token) {
        return "::stop-commands::" + token;
    }

    public static String resume(String token) {
        return "::" + token + "::";
    }

    public void print() {
        List<Unusable> unusable = result.unusable();
        unusable.stream()
                .limit(MOST)
                .forEach(trace -> out.println("::error title=trace not checked::" + data(trace.problem())));
        for (Verdict verdict : List.of(Verdict.VIOLATION, Verdict.HAZARD, Verdict.NOTE)) {
            List<Finding> fresh = result.findings().stream()
                    .filter(finding -> finding.verdict() == verdict
                            && !result.gate().known().has(finding))
                    .toList();
            int room = verdict == Verdict.VIOLATION ? Math.max(1, MOST - unusable.size()) : MOST;
            int told = fresh.size() > room ? room - 1 : fresh.size();
            fresh.subList(0, told).forEach(finding -> annotation(level(verdict), finding));
            if (told < fresh.size()) {
                out.println("::" + level(verdict) + " title=mmreplay::"
                        + data(Show.counted(fresh.size() - told, "more finding") + " like these, see the report"));
            }
        }
    }

    private void annotation(String level, Finding finding) {
        Input input = result.inputs().get(finding.position().input());
        String line = input.unit(finding.position()).equals("line")
                ? ",line=" + finding.position().line()
                : "";
        String text = finding.summary() + "\n" + story.rule(finding) + "\n" + String.join("\n", story.proof(finding));
        out.println("::" + level + " file=" + property(input.path(finding.position())) + line + ",title="
                + property(finding.id()) + "::" + data(Limit.chars(text, MOST_CHARS)));
    }

    private static String level(Verdict verdict) {
        return switch (verdict) {
            case VIOLATION -> "error";
            case HAZARD -> "warning";
            default -> "notice";
        };
    }

    /** A line feed is the only control character that may be meant, and it is ours. */
    private static String data(String text) {
        return String.join(
                "%0A",
                text.lines().map(line -> Visible.of(line).replace("%", "%25")).toList());
    }

    private static String property(String text) {
        return data(text.replace('\n', ' ')).replace(":", "%3A").replace(",", "%2C");
    }
}
