package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mmreplay.reports.text.Visible;

/**
 * Reads the small part of Markdown that rule pages use: headings, paragraphs, lists, fenced and indented code; within a line
 * code, emphasis and links. The outcome is data, and the template makes the elements: no page can bring its own markup.
 */
final class Markdown {

    private static final Pattern SPAN = Pattern.compile(
            "`([^`]+)`|\\*\\*([^*]+)\\*\\*|\\[([^\\]]+)\\]\\((https?://[^\\s)]+)\\)|<(https?://[^\\s>]+)>");
    private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.*?)[ #]*");
    private static final Pattern ITEM = Pattern.compile(" {0,3}(?:[-*+]|\\d{1,9}[.)]) +(.*)");

    /** Kinds of {@link Block}. */
    enum Kind {
        HEADING,
        PARAGRAPH,
        LIST,
        CODE
    }

    /**
     * One block.
     *
     * @param lines one entry per item of a list, else one entry
     */
    record Block(Kind kind, List<List<Span>> lines) {}

    /** A piece of text; {@code css} is {@code text}, {@code code}, {@code strong} or {@code link}. */
    record Span(String css, String text, String href) {}

    private final List<Block> blocks = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private boolean list;

    private Markdown() {}

    static List<Block> parse(String text) {
        Markdown markdown = new Markdown();
        List<String> code = new ArrayList<>();
        boolean fenced = false;
        for (String line : text.lines().toList()) {
            if (line.strip().startsWith("```")) {
                markdown.close();
                markdown.code(code);
                fenced = !fenced;
            } else if (fenced || (line.startsWith("    ") && markdown.open.isEmpty())) {
                code.add(fenced ? line : line.substring(4));
            } else {
                markdown.code(code);
                markdown.line(line);
            }
        }
        markdown.close();
        markdown.code(code);
        return markdown.blocks;
    }

    private void line(String line) {
        Matcher heading = HEADING.matcher(line);
        Matcher item = ITEM.matcher(line);
        if (line.isBlank()) {
            close();
        } else if (heading.matches()) {
            close();
            blocks.add(new Block(Kind.HEADING, List.of(spans(heading.group(2)))));
        } else if (item.matches()) {
            if (!list) {
                close();
            }
            list = true;
            open.add(item.group(1));
        } else if (list) {
            int last = open.size() - 1;
            open.set(last, open.get(last) + " " + line.strip());
        } else {
            open.add(line.strip());
        }
    }

    private void close() {
        if (!open.isEmpty()) {
            blocks.add(
                    list
                            ? new Block(
                                    Kind.LIST,
                                    open.stream().map(Markdown::spans).toList())
                            : new Block(Kind.PARAGRAPH, List.of(spans(String.join(" ", open)))));
        }
        open.clear();
        list = false;
    }

    private void code(List<String> lines) {
        if (!lines.isEmpty()) {
            String text = String.join("\n", lines.stream().map(Visible::of).toList());
            blocks.add(new Block(Kind.CODE, List.of(List.of(new Span("text", text, "")))));
            lines.clear();
        }
    }

    private static List<Span> spans(String line) {
        List<Span> spans = new ArrayList<>();
        Matcher m = SPAN.matcher(line);
        int done = 0;
        while (m.find()) {
            add(spans, "text", line.substring(done, m.start()), "");
            if (m.group(1) != null) {
                add(spans, "code", m.group(1), "");
            } else if (m.group(2) != null) {
                add(spans, "strong", m.group(2), "");
            } else if (m.group(3) != null) {
                add(spans, "link", m.group(3), m.group(4));
            } else {
                add(spans, "link", m.group(5), m.group(5));
            }
            done = m.end();
        }
        add(spans, "text", line.substring(done), "");
        return spans;
    }

    private static void add(List<Span> spans, String css, String text, String href) {
        if (!text.isEmpty()) {
            spans.add(new Span(css, Visible.of(text), Visible.of(href)));
        }
    }
}
