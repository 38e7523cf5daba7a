package mmreplay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Whoever can name a task, a marker or a file must not get at whoever reads an output, and neither must a locale. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileOutputsTest {

    @Test
    void no_output_holds_a_character_that_acts() throws IOException {
        for (Map.Entry<String, Written.Output> output : Written.OUTPUTS.entrySet()) {
            String text = Written.text(output.getValue(), Hostile.result());
            assertThat(text.codePoints()
                            .filter(c ->
                                    c != '\n' && !(c == '\r' && output.getKey().equals("csv")))
                            .filter(c -> Character.isISOControl(c)
                                    || Character.getType(c) == Character.FORMAT
                                    || Character.getType(c) == Character.SURROGATE
                                    || (c & 0xfffe) == 0xfffe)
                            .mapToObj(Integer::toHexString))
                    .as(output.getKey())
                    .isEmpty();
        }
    }

    @Test
    void every_json_output_parses_and_has_the_names_in_it() throws IOException {
        for (String name : new String[] {"json", "sarif"}) {
            JsonNode tree = new ObjectMapper().readTree(Written.text(name, Hostile.result()));
            assertThat(tree.toString()).contains("<script>alert(1)</script>", "=cmd()");
        }
    }

    @Test
    void the_page_has_no_element_of_the_attacker_s() throws IOException {
        Document page = Jsoup.parse(Written.text("html", Hostile.result()));
        assertThat(page.select("img, [onerror], a[href^=javascript]")).isEmpty();
        assertThat(page.select("script").eachAttr("src")).isEmpty();
        assertThat(page.select("script").eachText()).noneMatch(text -> text.contains("alert"));
    }

    @Test
    void every_output_is_the_same_in_every_locale_and_time_zone_and_again() throws IOException {
        Locale before = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Map<String, String> first = new HashMap<>();
        try {
            for (String tag : new String[] {"en-US", "tr-TR", "ar-EG-u-nu-arab", "fa-IR", "en-US"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone(tag.equals("en-US") ? "UTC" : "Asia/Kathmandu"));
                for (Map.Entry<String, Written.Output> output : Written.OUTPUTS.entrySet()) {
                    for (boolean rich : new boolean[] {true, false}) {
                        String text = Written.text(output.getValue(), rich ? Fixtures.rich() : Hostile.result());
                        String same = first.putIfAbsent(output.getKey() + rich, text);
                        assertThat(same == null || same.equals(text))
                                .as(output.getKey() + " in " + tag)
                                .isTrue();
                    }
                }
            }
        } finally {
            Locale.setDefault(before);
            TimeZone.setDefault(zone);
        }
    }
}
