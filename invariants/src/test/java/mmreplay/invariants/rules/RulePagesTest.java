package mmreplay.invariants.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mmreplay.invariants.rule.RuleInfo;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule is shipped with its page, and the page says what the rule's code says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RulePagesTest {

    private static final List<String> SECTIONS = List.of(
            "The rule",
            "Why",
            "In today's kernel",
            "What is needed to check it",
            "Verdicts",
            "Exceptions",
            "Example",
            "If it says INCONCLUSIVE");

    private static final Path FOLDER = Path.of("src/main/resources/mmreplay/invariants/rules");
    private static final String FENCE = "```";

    static Stream<RuleInfo> rules() {
        return Rules.infos().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_page_begins_with_the_rule(RuleInfo rule) throws IOException {
        assertThat(page(rule).lines().findFirst()).hasValue("# " + rule.id() + ": " + rule.title());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_page_has_every_section_in_order(RuleInfo rule) throws IOException {
        List<String> headings = prose(rule).stream()
                .filter(line -> line.startsWith("##"))
                .map(line -> line.substring(2).strip())
                .toList();
        assertThat(headings).isEqualTo(SECTIONS);
        SECTIONS.forEach(section -> assertThat(section(rule, section)).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_page_names_every_class_of_events_that_the_rule_needs(RuleInfo rule) {
        String needed = section(rule, "What is needed to check it").replaceAll("\\s+", " ");
        rule.needs().classes().forEach(need -> assertThat(needed).contains(need.meaning()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void an_example_shows_events(RuleInfo rule) {
        assertThat(section(rule, "Example").lines().filter(line -> line.equals(FENCE)))
                .hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_page_keeps_to_what_every_renderer_knows(RuleInfo rule) throws IOException {
        assertThat(prose(rule))
                .noneMatch(line -> line.matches("#{3,}.*|[|>*+].*|\\s*\\d+\\. .*|.*\\]\\(.*|.*\\*\\*.*"));
    }

    @Test
    void nothing_else_lies_among_the_pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            rules().map(rule -> rule.id() + ".md").toList());
        }
    }

    private static String page(RuleInfo rule) throws IOException {
        try (InputStream in = RulePagesTest.class.getResourceAsStream(rule.id() + ".md")) {
            assertThat(in).as("page of " + rule.id()).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The lines outside of code blocks. */
    private static List<String> prose(RuleInfo rule) throws IOException {
        String[] parts = page(rule).split("(?m)^" + FENCE + "$", -1);
        assertThat(parts.length % 2).as("every code block is closed").isOne();
        return Stream.iterate(0, i -> i < parts.length, i -> i + 2)
                .flatMap(i -> parts[i].lines())
                .toList();
    }

    private static String section(RuleInfo rule, String name) {
        try {
            String page = page(rule) + "\n## ";
            String heading = "\n## " + name + "\n";
            int start = page.indexOf(heading);
            assertThat(start).as(name).isPositive();
            int from = start + heading.length();
            return page.substring(from, page.indexOf("\n## ", from));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
