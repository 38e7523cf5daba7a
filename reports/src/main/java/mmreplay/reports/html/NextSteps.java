package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Why;
import mmreplay.reports.text.Missing;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** What to do with this result: which finding to look at, and what to record to learn more. Few, and only what would help. */
final class NextSteps {

    private static final int NEEDS = 2;
    private static final int RULES = 6;

    private final Result result;
    private final List<Page.Step> steps = new ArrayList<>();

    private NextSteps(Result result) {
        this.result = result;
    }

    /** @param first the anchor of the first finding, empty if there is none */
    static List<Page.Step> of(Result result, String first, Missing missing) {
        NextSteps next = new NextSteps(result);
        next.look(first);
        missing.needs().stream().limit(NEEDS).forEach(next::record);
        next.open(Why.LOST, "are open because events were lost: enlarge buffer_size_kb, or record fewer events.");
        next.open(Why.HASHED_PTR, "are open because pointers are hashed: boot with no_hash_pointers.");
        next.open(Why.VERSION, "depend on the kernel's version, which the trace does not show: name it with --kernel.");
        next.open(Why.PRE_TRACE, "are about objects older than the trace: start recording before the workload.");
        return next.steps;
    }

    private void look(String anchor) {
        if (!anchor.isEmpty()) {
            Finding finding = result.findings().get(0);
            String folded = finding.folded() == 0
                    ? "."
                    : ", from which " + Show.counted(finding.folded(), "further finding")
                            + (finding.folded() == 1 ? " follows." : " follow.");
            steps.add(new Page.Step("Look at ", anchor, Visible.of(finding.id()), " first" + folded));
        }
    }

    private void record(Missing.Need need) {
        List<String> ids = need.rules().stream().map(Visible::of).toList();
        String rules = String.join(", ", ids.subList(0, Math.min(RULES, ids.size())));
        String more = ids.size() > RULES ? " and " + Show.count(ids.size() - RULES) + " more" : "";
        steps.add(new Page.Step("Record " + need.what() + " to check " + rules + more + ".", "", "", ""));
    }

    /** Only where it is a share worth recording anew for. */
    private void open(Why why, String advice) {
        long all = result.rules().stream().mapToLong(RuleResult::obligations).sum();
        long open = result.rules().stream()
                .mapToLong(rule -> rule.inconclusive().getOrDefault(why, 0L))
                .sum();
        if (open * 100 > all) {
            steps.add(new Page.Step(Show.counted(open, "obligation") + " " + advice, "", "", ""));
        }
    }
}
