package mmreplay.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mmreplay.reports.Fixtures;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page for those who read it by ear, by keyboard, or with weak eyes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessTest {

    /** What WCAG 2 demands of text at level AA. */
    private static final double ENOUGH = 4.5;

    private static final Document PAGE = Jsoup.parse(HtmlReportTest.html(Fixtures.rich()));

    @Test
    void headings_go_down_one_level_at_a_time() {
        int level = 0;
        for (Element heading : PAGE.select("h1, h2, h3, h4, h5, h6")) {
            int now = heading.tagName().charAt(1) - '0';
            assertThat(now).as(heading.text()).isLessThanOrEqualTo(level + 1);
            level = now;
        }
        assertThat(PAGE.select("h1")).hasSize(1);
    }

    @Test
    void every_picture_says_in_words_what_it_shows() {
        for (Element svg : PAGE.select("svg:not([aria-hidden])")) {
            assertThat(svg.attr("role")).isEqualTo("img");
            assertThat(svg.attr("aria-label")).as(svg.id()).hasSizeGreaterThan(20);
        }
    }

    @Test
    void every_field_has_a_label_and_every_region_a_name() {
        for (Element field : PAGE.select("input, select")) {
            assertThat(PAGE.select("label[for=" + field.id() + "]").text()).isNotEmpty();
        }
        assertThat(PAGE.select("[role=region]:not([aria-label])")).isEmpty();
        assertThat(PAGE.select("button").eachText()).doesNotContain("");
    }

    @Test
    void focus_follows_the_order_of_the_page() {
        assertThat(PAGE.select("[tabindex]").eachAttr("tabindex")).allMatch(index -> index.equals("0"));
        assertThat(Scripts.css()).contains(":focus-visible { outline: 2px solid");
        assertThat(Scripts.css()).doesNotContain("outline: none").doesNotContain("outline: 0");
    }

    /** Pairs of text and what it stands on, in both schemes. */
    @Test
    void text_stands_out_from_its_ground_in_light_and_in_dark() {
        List<Map<String, String>> schemes = schemes();
        assertThat(schemes).hasSize(2);
        for (Map<String, String> scheme : schemes) {
            for (String ink : List.of("text", "soft", "link", "violation", "hazard", "note", "inconclusive", "pass")) {
                for (String ground : List.of("paper", "panel")) {
                    enough(scheme, ink, ground);
                }
            }
            for (String verdict : List.of("violation", "hazard", "note", "inconclusive", "pass")) {
                enough(scheme, verdict, verdict + "-bg");
            }
            enough(scheme, "text", "lock");
            enough(scheme, "unchecked", "paper");
            for (int series = 1; series <= 8; series++) {
                enough(scheme, "paper", "s" + series); // the number in a mark
            }
        }
    }

    private static void enough(Map<String, String> scheme, String ink, String ground) {
        double a = luminance(scheme.getOrDefault(ink, "none"));
        double b = luminance(scheme.getOrDefault(ground, "none"));
        double contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        assertThat(contrast).as("%s on %s in %s", ink, ground, scheme).isGreaterThanOrEqualTo(ENOUGH);
    }

    private static double luminance(String hex) {
        assertThat(hex).matches("#([0-9a-f]{3}|[0-9a-f]{6})");
        String six = hex.length() == 7 ? hex.substring(1) : hex.substring(1).replaceAll("(.)", "$1$1");
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(six.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += weights[i] * (part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    /** The variables of the light scheme and, over them, those of the dark one. */
    private static List<Map<String, String>> schemes() {
        List<Map<String, String>> schemes = new ArrayList<>();
        Map<String, String> variables = new TreeMap<>();
        Matcher root = Pattern.compile(":root \\{([^}]*)}").matcher(Scripts.css());
        while (root.find()) {
            Matcher variable = Pattern.compile("--([a-z0-9-]+): ([^;]+);").matcher(root.group(1));
            while (variable.find()) {
                variables.put(variable.group(1), variable.group(2));
            }
            schemes.add(new TreeMap<>(variables));
        }
        return schemes;
    }
}
