package mmreplay.reports.sarif;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.reports.text.Limit;
import mmreplay.reports.text.Story;
import mmreplay.reports.text.Visible;
import org.jspecify.annotations.Nullable;

/** The findings as SARIF results, as many as GitHub takes. */
final class SarifResults {

    /** GitHub refuses a run with more than 25,000 and shows 5,000. */
    private static final int MOST_RESULTS = 5_000;

    /** GitHub refuses more than 10 MB; the rest is for the rules and for what our compression and theirs differ in. */
    private static final long MOST_COMPRESSED = 8_000_000;

    private static final int MOST_CHARS = 4_000;
    private static final int MOST_STEPS = 1_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Result result;
    private final Artifacts artifacts;
    private final Story story;
    private final Map<String, Integer> rules = new HashMap<>();
    private final Map<String, Integer> twins = new HashMap<>();

    SarifResults(Result result, Artifacts artifacts) {
        this.result = result;
        this.artifacts = artifacts;
        this.story = new Story(result);
        for (RuleResult rule : result.rules()) {
            rules.put(rule.id(), rules.size());
        }
    }

    /** Worst first; those that go beyond a limit are left out. */
    List<Sarif.SarifResult> listed() throws IOException {
        List<Sarif.SarifResult> listed = new ArrayList<>();
        long[] size = new long[1];
        try (OutputStream counter = new DeflaterOutputStream(new OutputStream() {
            @Override
            public void write(int b) {
                size[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                size[0] += length;
            }
        })) {
            for (Finding finding : result.findings()) {
                if (listed.size() == MOST_RESULTS || size[0] > MOST_COMPRESSED) {
                    break;
                }
                Sarif.SarifResult one = result(finding);
                counter.write(MAPPER.writeValueAsBytes(one));
                listed.add(one);
            }
        }
        return listed;
    }

    private Sarif.SarifResult result(Finding finding) {
        boolean asked = result.gate().known().asked();
        boolean known = result.gate().known().has(finding);
        return new Sarif.SarifResult(
                finding.rule(),
                rules.getOrDefault(finding.rule(), -1),
                SarifReport.level(finding.verdict()),
                Sarif.Message.of(text(finding.summary())),
                List.of(location(finding.position(), null)),
                fingerprints(finding),
                finding.evidence().isEmpty() ? List.of() : List.of(flow(finding)),
                asked ? known ? "unchanged" : "new" : null,
                known ? List.of(suppression(finding)) : List.of(),
                properties(finding));
    }

    private Sarif.Suppression suppression(Finding finding) {
        String reason = result.gate().known().reason(finding);
        return new Sarif.Suppression("external", "accepted", reason.isBlank() ? null : text(reason));
    }

    /** GitHub tells alerts apart by primaryLocationLineHash alone: what is the same in the next run, and a number among equals. */
    private Map<String, String> fingerprints(Finding finding) {
        int twin = twins.merge(finding.fingerprint(), 1, Integer::sum);
        Map<String, String> fingerprints = new LinkedHashMap<>();
        fingerprints.put("primaryLocationLineHash", finding.fingerprint() + ":" + twin);
        fingerprints.put("mmreplayFingerprint/v1", finding.fingerprint());
        fingerprints.put("mmreplayFinding/v1", finding.id());
        return fingerprints;
    }

    private Map<String, Object> properties(Finding finding) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("verdict", finding.verdict().name());
        properties.put("subject", text(story.subject(finding)));
        properties.put("folded", finding.folded());
        return properties;
    }

    private Sarif.CodeFlow flow(Finding finding) {
        Map<Integer, List<Sarif.Step>> byTask = new TreeMap<>();
        Map<Integer, String> names = new HashMap<>();
        int order = 0;
        for (Evidence event : finding.evidence()) {
            if (order == MOST_STEPS) {
                break;
            }
            boolean trigger = event.position().equals(finding.position());
            names.putIfAbsent(event.pid(), text(event.comm()) + "-" + event.pid());
            byTask.computeIfAbsent(event.pid(), pid -> new ArrayList<>())
                    .add(new Sarif.Step(
                            location(
                                    event.position(),
                                    Sarif.Message.of(text(event.role() + ": " + event.fact()) + "\n"
                                            + story.where(event) + "\n" + text(event.event()))),
                            List.of(text(event.role())),
                            ++order,
                            trigger ? "essential" : "important"));
        }
        List<Sarif.ThreadFlow> threads = new ArrayList<>();
        byTask.forEach((pid, steps) -> threads.add(new Sarif.ThreadFlow(names.getOrDefault(pid, ""), steps)));
        return new Sarif.CodeFlow(Sarif.Message.of(story.rule(finding)), threads);
    }

    /** A line of a text trace; an event of another one has no line. */
    private Sarif.Location location(Position position, Sarif.@Nullable Message message) {
        boolean line = result.inputs().get(position.input()).unit(position).equals("line");
        return new Sarif.Location(
                new Sarif.PhysicalLocation(artifacts.of(position), line ? new Sarif.Region(position.line()) : null),
                message);
    }

    private static String text(String text) {
        return Limit.chars(Visible.of(text), MOST_CHARS);
    }
}
