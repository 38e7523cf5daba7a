package mmreplay.reports.sarif;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.json.AsciiJson;
import mmreplay.reports.text.Limit;
import mmreplay.reports.text.Visible;

/**
 * Writes a result as SARIF 2.1.0, one run with a result for each finding, within the limits that GitHub sets on what it is
 * sent. The events that prove a finding are its code flow, with a thread flow for each task.
 */
public final class SarifReport {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    /** GitHub's limit on descriptions. */
    private static final int MOST_CHARS = 1024;

    /** GitHub's limit on a whole file is 10 MB after compression; a rule's page is a few KB. */
    private static final int MOST_HELP = 32_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SarifReport() {}

    /**
     * Writes to a stream, ASCII. The stream stays open.
     *
     * @param pages from a rule's id to the Markdown of its page; empty text for a rule that has none
     * @throws IOException if the stream fails
     */
    public static void write(Result result, Function<String, String> pages, OutputStream out) throws IOException {
        Sarif.Log log = new Sarif.Log(SCHEMA, "2.1.0", List.of(run(result, pages)));
        AsciiJson.pretty(out, json -> MAPPER.writeValue(json, log));
    }

    private static Sarif.Run run(Result result, Function<String, String> pages) throws IOException {
        Artifacts artifacts = new Artifacts(result.inputs());
        SarifResults results = new SarifResults(result, artifacts);
        List<Sarif.SarifResult> listed = results.listed();
        return new Sarif.Run(
                new Sarif.Tool(
                        new Sarif.Driver("mmreplay", result.version(), result.version(), rules(result.rules(), pages))),
                List.of(new Sarif.Invocation(
                        result.exit() == 0 || result.exit() == 1,
                        result.exit(),
                        Notifications.of(result, artifacts, listed.size()))),
                artifacts.all(),
                listed,
                "utf16CodeUnits");
    }

    private static List<Sarif.RuleDescriptor> rules(List<RuleResult> rules, Function<String, String> pages) {
        List<Sarif.RuleDescriptor> descriptors = new ArrayList<>();
        for (RuleResult rule : rules) {
            String title = Visible.of(rule.title());
            String page = pages.apply(rule.id());
            String help = page.isBlank() ? title : Limit.chars(page, MOST_HELP);
            descriptors.add(new Sarif.RuleDescriptor(
                    rule.id(),
                    Sarif.Message.of(Limit.chars(title, MOST_CHARS)),
                    Sarif.Message.of(Limit.chars(title, MOST_CHARS)),
                    new Sarif.Message(help, help),
                    new Sarif.Configuration(level(Verdict.VIOLATION)),
                    Map.of("tags", List.of("linux-mm", family(rule.id())))));
        }
        return descriptors;
    }

    private static String family(String id) {
        int dash = id.indexOf('-');
        return (dash < 0 ? id : id.substring(0, dash)).toLowerCase(Locale.ROOT);
    }

    static String level(Verdict verdict) {
        return switch (verdict) {
            case VIOLATION -> "error";
            case HAZARD -> "warning";
            default -> "note";
        };
    }
}
