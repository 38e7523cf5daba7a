package mmreplay.reports.html;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Where rules come from: the first paragraph of "Why" in a rule's page names the message, and quotes it. */
final class Origins {

    private static final String WHY = "Why";

    private final Function<String, String> pages;
    private final Map<String, List<Markdown.Span>> known = new HashMap<>();

    /** @param pages from a rule's id to the Markdown of its page */
    Origins(Function<String, String> pages) {
        this.pages = pages;
    }

    /** Empty if the rule's page does not tell. */
    List<Markdown.Span> of(String rule) {
        return known.computeIfAbsent(rule, id -> find(Markdown.parse(pages.apply(id))));
    }

    private static List<Markdown.Span> find(List<Markdown.Block> blocks) {
        boolean why = false;
        for (Markdown.Block block : blocks) {
            if (block.kind() == Markdown.Kind.HEADING) {
                why = block.lines().get(0).stream().anyMatch(span -> span.text().equals(WHY));
            } else if (why && block.kind() == Markdown.Kind.PARAGRAPH) {
                return block.lines().get(0);
            }
        }
        return List.of();
    }
}
