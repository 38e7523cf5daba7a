package mmreplay.reports.ktap;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads KTAP version 1 as its specification has it, and nothing else: a version line, a plan, results numbered from 1, subtests
 * indented by two spaces before their parent's result, diagnostic lines. A line of any other form is an error here.
 */
final class KtapParser {

    /**
     * One test.
     *
     * @param directive empty if there is none
     * @param diagnostics the lines before its result, without the hash sign
     */
    record Test(
            boolean ok,
            String description,
            String directive,
            String data,
            List<String> diagnostics,
            List<Test> subtests) {}

    private static final Pattern RESULT = Pattern.compile("(ok|not ok) ([0-9]+)(?: ([^#]*?))?(?: # ?(.*))?");
    private static final Pattern PLAN = Pattern.compile("1\\.\\.([0-9]+)");
    private static final Set<String> DIRECTIVES = Set.of("SKIP", "TODO", "XFAIL", "TIMEOUT", "ERROR");

    private final List<String> lines;
    private int at;

    private KtapParser(String text) {
        lines = List.of(text.split("\n", -1));
    }

    static List<Test> parse(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line has no end");
        }
        KtapParser parser = new KtapParser(text.substring(0, text.length() - 1));
        List<Test> tests = parser.tests("");
        if (parser.at != parser.lines.size()) {
            throw parser.error("something follows the last test");
        }
        return tests;
    }

    private List<Test> tests(String indent) {
        if (!next(indent).equals("KTAP version 1")) {
            throw error("no version line");
        }
        Matcher plan = PLAN.matcher(next(indent));
        if (!plan.matches()) {
            throw error("no plan");
        }
        int planned = Integer.parseInt(plan.group(1));
        List<Test> tests = new ArrayList<>();
        while (tests.size() < planned) {
            tests.add(test(indent, tests.size() + 1));
        }
        return tests;
    }

    private Test test(String indent, int number) {
        List<Test> subtests = new ArrayList<>();
        if (at < lines.size() && lines.get(at).equals(indent + "  KTAP version 1")) {
            subtests = tests(indent + "  ");
        }
        List<String> diagnostics = new ArrayList<>();
        String line = next(indent);
        while (line.startsWith("#")) {
            diagnostics.add(line.substring(1).strip());
            line = next(indent);
        }
        Matcher result = RESULT.matcher(line);
        if (!result.matches()) {
            throw error("not a result: " + line);
        }
        if (Integer.parseInt(result.group(2)) != number) {
            throw error("number " + number + " was due");
        }
        boolean ok = result.group(1).equals("ok");
        if (ok && subtests.stream().anyMatch(test -> !test.ok())) {
            throw error("a subtest failed, so must the parent");
        }
        String rest = result.group(4) == null ? "" : result.group(4);
        String first = rest.split(" ", 2)[0];
        boolean directed = DIRECTIVES.contains(first);
        if (ok && (first.equals("ERROR") || first.equals("TIMEOUT"))) {
            throw error(first + " is not ok");
        }
        return new Test(
                ok,
                result.group(3) == null ? "" : result.group(3),
                directed ? first : "",
                directed ? rest.substring(first.length()).strip() : rest,
                diagnostics,
                subtests);
    }

    private String next(String indent) {
        if (at == lines.size()) {
            throw error("the end comes too early");
        }
        String line = lines.get(at++);
        if (!line.startsWith(indent) || line.startsWith(indent + " ")) {
            throw error("not indented as its tests are");
        }
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw error("a control character");
        }
        return line.substring(indent.length());
    }

    private AssertionError error(String what) {
        return new AssertionError("line " + at + ": " + what);
    }
}
