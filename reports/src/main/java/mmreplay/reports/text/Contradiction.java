package mmreplay.reports.text;

import java.util.List;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;

/** A finding's evidence in prose: what happened last, and what had happened before that makes it wrong. */
public final class Contradiction {

    private static final String TRIGGER = "trigger";

    private Contradiction() {}

    /**
     * {@code At 7.282744 on CPU 1, mbdone-204: pte_same says yes. Before that, at 7.215460, mbdone-204: ...}
     *
     * @param clock of the input that the finding is in
     * @return empty if no event was kept
     */
    public static String of(Finding finding, String clock) {
        List<Evidence> evidence = finding.evidence();
        Evidence trigger = evidence.stream()
                .filter(event -> isTrigger(finding, event))
                .findFirst()
                .orElse(null);
        if (trigger == null) {
            return "";
        }
        StringBuilder out = new StringBuilder("At ")
                .append(Show.time(trigger.time(), clock))
                .append(" on CPU ")
                .append(trigger.cpu())
                .append(", in ")
                .append(task(trigger))
                .append(": ")
                .append(Visible.of(trigger.fact()))
                .append('.');
        long line = trigger.position().line();
        tell(out, " By then: ", before(evidence, trigger, line, true), clock);
        tell(out, " After it: ", before(evidence, trigger, line, false), clock);
        return out.toString();
    }

    private static List<Evidence> before(List<Evidence> evidence, Evidence trigger, long line, boolean before) {
        return evidence.stream()
                .filter(event ->
                        !event.equals(trigger) && before == event.position().line() <= line)
                .toList();
    }

    private static void tell(StringBuilder out, String start, List<Evidence> events, String clock) {
        String lead = start;
        for (Evidence event : events) {
            out.append(lead)
                    .append(Visible.of(event.fact()))
                    .append(" (")
                    .append(Show.time(event.time(), clock))
                    .append(", ")
                    .append(task(event))
                    .append(')');
            lead = "; ";
        }
        if (!events.isEmpty()) {
            out.append('.');
        }
    }

    /** Whether this event is what the finding was judged at. */
    public static boolean isTrigger(Finding finding, Evidence event) {
        boolean named = finding.evidence().stream().anyMatch(e -> e.role().equals(TRIGGER));
        return named ? event.role().equals(TRIGGER) : event.position().equals(finding.position());
    }

    /** {@code kswapd0-45}. */
    public static String task(Evidence event) {
        return Visible.of(event.comm()) + "-" + event.pid();
    }
}
