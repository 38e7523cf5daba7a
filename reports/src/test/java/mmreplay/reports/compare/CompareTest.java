package mmreplay.reports.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.Fixtures;
import mmreplay.reports.Hostile;
import mmreplay.reports.json.Run;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CompareTest {

    private static final Result RICH = Fixtures.rich();

    private static Comparison compare(Result a, Result b) {
        return Comparer.compare("a.txt", Run.of(a), "b.txt", Run.of(b), Verdict.VIOLATION);
    }

    private static RuleResult rule(RuleResult rule, Verdict verdict, long pass, long violation) {
        return new RuleResult(
                rule.id(), rule.title(), verdict, pass, violation, 0, 0, rule.inconclusive(), rule.needs());
    }

    /** Without the violation. */
    private static Result fixed() {
        List<RuleResult> rules = new ArrayList<>(RICH.rules());
        rules.set(0, rule(rules.get(0), Verdict.PASS, 120_332, 0));
        List<Finding> rest = RICH.findings().subList(1, 3);
        return new Result("1", RICH.inputs(), rules, rest, 2, RICH.truth(), RICH.timelines(), 0);
    }

    private static Comparison.RuleChange change(Comparison comparison, String id) {
        return comparison.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_result_is_no_worse_than_itself() {
        Comparison same = compare(RICH, RICH);
        assertThat(same.worse()).isFalse();
        assertThat(same.fresh()).isEmpty();
        assertThat(same.gone()).isEmpty();
        assertThat(same.same()).isEqualTo(3);
        assertThat(same.rules()).allMatch(rule -> rule.way() == Comparison.Way.SAME);
        assertThat(same.rates()).allMatch(rate -> rate.a() == rate.b());
    }

    @Test
    void a_new_violation_is_worse_and_its_end_is_better() {
        Comparison broken = compare(fixed(), RICH);
        assertThat(broken.worse()).isTrue();
        assertThat(broken.fresh()).extracting(Comparison.Bug::rule).containsExactly("AV-1");
        assertThat(change(broken, "AV-1").way()).isEqualTo(Comparison.Way.WORSE);
        Comparison mended = compare(RICH, fixed());
        assertThat(mended.worse()).isFalse();
        assertThat(mended.gone()).extracting(Comparison.Bug::rule).containsExactly("AV-1");
        assertThat(change(mended, "AV-1").way()).isEqualTo(Comparison.Way.BETTER);
        assertThat(CompareText.headline(mended))
                .isEqualTo("0 new findings, 1 gone, 2 in both; 1 rule changed: B is no worse");
    }

    @Test
    void what_is_worse_depends_on_the_verdict_asked_for() {
        Finding hazard = RICH.findings().get(1);
        Result without = new Result(
                "1",
                RICH.inputs(),
                RICH.rules(),
                List.of(RICH.findings().get(0), RICH.findings().get(2)),
                2,
                RICH.truth(),
                List.of(),
                1);
        assertThat(hazard.verdict()).isEqualTo(Verdict.HAZARD);
        assertThat(compare(without, RICH).worse()).isFalse();
        assertThat(Comparer.compare("a", Run.of(without), "b", Run.of(RICH), Verdict.HAZARD)
                        .worse())
                .isTrue();
    }

    @Test
    void a_rule_that_sees_nothing_any_more_makes_nothing_gone() {
        List<RuleResult> rules = new ArrayList<>(fixed().rules());
        rules.set(0, rule(rules.get(0), Verdict.NOT_CHECKED, 0, 0));
        Result blind = new Result("1", RICH.inputs(), rules, fixed().findings(), 2, RICH.truth(), RICH.timelines(), 0);
        Comparison comparison = compare(RICH, blind);
        assertThat(comparison.gone()).isEmpty();
        assertThat(change(comparison, "AV-1").way()).isEqualTo(Comparison.Way.NOT_DECIDED_ANY_MORE);
        assertThat(CompareText.caveats(comparison))
                .singleElement()
                .asString()
                .startsWith("1 rule decided something in A");
    }

    @Test
    void rates_do_not_depend_on_the_length() {
        Input one = RICH.inputs().get(0);
        Input twice = new Input(
                one.path(),
                one.format(),
                one.sha256(),
                one.clock(),
                one.cpus(),
                one.events() * 2,
                one.lines(),
                one.firstTime(),
                one.lastTime() + (one.lastTime() - one.firstTime()),
                one.endProven(),
                one.ledger(),
                one.losses(),
                one.lossCount() * 2,
                one.issues(),
                one.dialects(),
                one.eras(),
                one.sidecars());
        Result longer = new Result("1", List.of(twice), RICH.rules(), List.of(), 0, RICH.truth(), List.of(), 0);
        Comparison comparison = compare(RICH, longer);
        assertThat(comparison.rates())
                .filteredOn(rate -> rate.name().equals("events") || rate.name().equals("gaps"))
                .hasSize(2)
                .allMatch(rate -> rate.a() == rate.b() && rate.a() > 0);
    }

    @Test
    void a_clock_without_a_unit_gives_no_rate_per_second() {
        Input one = RICH.inputs().get(0);
        Input raw = new Input(
                one.path(),
                one.format(),
                one.sha256(),
                "raw",
                1,
                10,
                10,
                0,
                5,
                false,
                one.ledger(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Result counter = new Result("1", List.of(raw), RICH.rules(), List.of(), 0, RICH.truth(), List.of(), 0);
        assertThat(compare(RICH, counter).rates()).isNotEmpty().noneMatch(rate -> rate.per()
                .equals("s"));
    }

    @Test
    void changes_are_told_in_numbers_that_do_not_depend_on_floating_point() {
        assertThat(CompareText.change(new Comparison.Rate("x", "s", 1000, 1500)))
                .isEqualTo("+50.0 %");
        assertThat(CompareText.change(new Comparison.Rate("x", "s", 1000, 1))).isEqualTo("-99.9 %");
        assertThat(CompareText.change(new Comparison.Rate("x", "s", 1000, 4100)))
                .isEqualTo("x4.1");
        assertThat(CompareText.change(new Comparison.Rate("x", "s", 0, 5))).isEqualTo("was none");
        assertThat(CompareText.change(new Comparison.Rate("x", "s", -1, 5))).isEmpty();
        assertThat(CompareText.number(1_234_567)).isEqualTo("1,234.567");
        assertThat(CompareText.number(-1)).isEqualTo("-");
    }

    @Test
    void the_page_and_the_json_hold_all_of_it_and_nothing_hostile_acts() throws IOException {
        Comparison comparison = Comparer.compare(
                Hostile.ATTACKS.get(0), Run.of(RICH), Hostile.ATTACKS.get(1), Run.of(Hostile.result()), Verdict.NOTE);
        ByteArrayOutputStream html = new ByteArrayOutputStream();
        CompareHtml.write(comparison, html);
        Document page = Jsoup.parse(html.toString(UTF_8));
        assertThat(page.select("script, img, [onerror]")).isEmpty();
        assertThat(page.select("#rules tbody tr")).hasSize(comparison.rules().size());
        assertThat(page.select("#findings tbody tr"))
                .hasSize(comparison.fresh().size() + comparison.gone().size());
        assertThat(page.select("h1").text()).isEqualTo(CompareText.headline(comparison));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        CompareJson.write(comparison, json);
        JsonNode tree = new ObjectMapper().readTree(json.toByteArray());
        assertThat(tree.path("schema").asText()).isEqualTo("mmreplay/compare/1");
        assertThat(tree.path("fresh")).hasSize(comparison.fresh().size());
        assertThat(tree.path("worse").asBoolean()).isTrue();
        assertThat(json.toString(UTF_8).chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    }
}
