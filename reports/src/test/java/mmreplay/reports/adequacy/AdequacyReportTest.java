package mmreplay.reports.adequacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdequacyReportTest {

    private static final Adequacy.Miss MISS = new Adequacy.Miss(7, 8, 23_874, "inconclusive {LOST=1} <b>");

    private static Adequacy adequacy(
            List<Adequacy.Invented> invented, List<Adequacy.Planted> bugs, List<Adequacy.Loss> losses) {
        List<Adequacy.CleanRule> rules = List.of(
                new Adequacy.CleanRule("AV-1", "an anon_vma outlives its pages", 120_000, 3, invented.size()),
                new Adequacy.CleanRule("MAP-1", "the count is right", 5000, 0, 0));
        return new Adequacy(
                new Adequacy.Clean(200, 50_000_000, List.of(1, 2, 4, 8), rules, invented),
                bugs,
                List.of(new Adequacy.Unplanted("MLOCK-6", "it judges older kernels")),
                losses);
    }

    private static Adequacy.Planted planted(int found, List<Adequacy.Miss> misses, Map<String, Integer> unrelated) {
        return new Adequacy.Planted(
                "MAP-1",
                "page_remove_rmap is forgotten",
                List.of("AV-1"),
                100,
                2_000_000,
                found + misses.size(),
                found,
                misses,
                new TreeMap<>(Map.of("AV-1", 12)),
                new TreeMap<>(unrelated));
    }

    private static Document page(Adequacy adequacy) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AdequacyHtml.write(adequacy, out);
        return Jsoup.parse(out.toString(UTF_8));
    }

    @Test
    void what_holds_is_told_in_one_line() throws IOException {
        Adequacy all = adequacy(List.of(), List.of(planted(99, List.of(), Map.of())), List.of());
        assertThat(all.holds()).isTrue();
        Document page = page(all);
        assertThat(page.select("h1").text())
                .isEqualTo("0 findings in 50,000,000 events of a correct kernel; 99 of 99 planted bugs found");
        assertThat(page.select("header.v-pass")).hasSize(1);
        assertThat(page.select("#planted .badge").text()).isEqualTo("100.0 %");
        assertThat(page.select("#losses").text()).contains("No trial");
        assertThat(page.select("#clean caption").text())
                .contains("1, 2, 4, 8 CPUs")
                .contains(": 0 false");
    }

    @Test
    void a_miss_is_told_with_what_makes_it_again() throws IOException {
        Adequacy all = adequacy(List.of(), List.of(planted(98, List.of(MISS), Map.of())), List.of());
        assertThat(all.holds()).isFalse();
        Document page = page(all);
        assertThat(page.select("#planted .badge.v-violation").text()).isEqualTo("98.9 %");
        assertThat(page.select("#planted").text()).contains("7 8 23,874 inconclusive {LOST=1} <b>");
        assertThat(page.select("rect.m-missed title").text()).isEqualTo("MAP-1 planted: found in 98 of 99");
    }

    @Test
    void what_a_bug_does_not_explain_is_told_apart_from_what_it_does() throws IOException {
        Adequacy all = adequacy(List.of(), List.of(planted(99, List.of(), Map.of("AV-1", 2))), List.of());
        assertThat(all.holds()).isFalse();
        assertThat(page(all).select("rect.m-unrelated title").text())
                .isEqualTo("MAP-1 planted: AV-1 found something else in 2 of 99");
    }

    @Test
    void an_invented_finding_counts_per_million_events() throws IOException {
        Adequacy all =
                adequacy(List.of(new Adequacy.Invented(3, 2, "AV-1", "VIOLATION", "it is gone")), List.of(), List.of());
        assertThat(all.holds()).isFalse();
        assertThat(page(all).select("#clean").text()).contains("0.020").contains("it is gone");
    }

    @Test
    void losses_tell_what_stays_decided_and_what_promise_was_broken() throws IOException {
        Adequacy.Loss loss = new Adequacy.Loss(
                "short runs",
                5000,
                1_000_000,
                100,
                List.of(new Adequacy.LossRule("AV-1", 1000, 870)),
                List.of("seed 4, AV-1 at line 10: PASS became VIOLATION"));
        Adequacy all = adequacy(List.of(), List.of(), List.of(loss));
        assertThat(all.holds()).isFalse();
        Document page = page(all);
        assertThat(page.select("#losses caption").text())
                .contains("0.1 % of them lost")
                .contains("(87.0 %)");
        assertThat(page.select("#losses .alarm").text()).contains("PASS became VIOLATION");
        assertThat(page.select(".facts").text()).contains("5,000 trials with lost events, 1 broken promise");
    }

    @Test
    void the_json_has_the_fields_by_their_names() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AdequacyJson.write(adequacy(List.of(), List.of(planted(98, List.of(MISS), Map.of())), List.of()), out);
        JsonNode json = new ObjectMapper().readTree(out.toString(UTF_8));
        assertThat(json.get("schema").asText()).isEqualTo(AdequacyJson.SCHEMA);
        assertThat(json.at("/clean/events").asLong()).isEqualTo(50_000_000);
        assertThat(json.at("/bugs/0/also/AV-1").asInt()).isEqualTo(12);
        assertThat(json.at("/bugs/0/misses/0/seed").asLong()).isEqualTo(7);
    }
}
