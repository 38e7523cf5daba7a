package mmreplay.reports.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Gate;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Unusable;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.Fixtures;
import mmreplay.reports.Hostile;
import mmreplay.reports.Written;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JunitReportTest {

    private static final int LONGEST = 64 << 10;

    private static Document parse(Result result) throws IOException, SAXException, ParserConfigurationException {
        String xml = Written.text(JunitReport::write, result);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }

    private static List<Element> all(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Element test(Document document, String name) {
        return all(document, "testcase").stream()
                .filter(test -> test.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String only(Element test) {
        assertThat(test.getChildNodes().getLength()).isEqualTo(1);
        return test.getFirstChild().getNodeName();
    }

    private static void assertValid(Document document, String schema) throws IOException, SAXException {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JunitReportTest.class.getResource(schema))
                .newValidator()
                .validate(new DOMSource(document));
    }

    private static Result known(Verdict failOn) {
        Result rich = Fixtures.rich();
        TreeMap<String, String> reasons = new TreeMap<>();
        rich.findings().forEach(finding -> reasons.put(finding.fingerprint(), "looked at it"));
        return rich.judged(new Gate(failOn, new Known(true, reasons, List.of())), List.of(), 0);
    }

    @Test
    void every_result_is_valid_by_the_schemas_of_jenkins_and_of_surefire() throws Exception {
        Result broken = Fixtures.rich()
                .judged(Gate.USUAL, List.of(new Unusable("gone.txt", "gone.txt: no such file or folder")), 2);
        for (Result result :
                List.of(Fixtures.rich(), Fixtures.empty(), Hostile.result(), known(Verdict.NOTE), broken)) {
            Document document = parse(result);
            assertValid(document, "jenkins-junit.xsd");
            for (Element suite : all(document, "testsuite")) {
                Document alone = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .newDocument();
                alone.appendChild(alone.importNode(suite, true));
                assertValid(alone, "surefire-suite.xsd");
            }
        }
    }

    @Test
    void a_violation_fails_and_tells_the_story() throws Exception {
        Document document = parse(Fixtures.rich());
        Element test = test(document, "AV-1");
        assertThat(only(test)).isEqualTo("failure");
        Element failure = (Element) test.getFirstChild();
        assertThat(failure.getAttribute("type")).isEqualTo("VIOLATION");
        assertThat(failure.getAttribute("message")).startsWith("1 violation: Page 0x1900 is mapped");
        assertThat(failure.getTextContent())
                .contains("AV-1-3f2a9c01", "line 120,433", "cpu 3", "kswapd0-45", "rmap walks the freed anon_vma")
                .contains("It implies 17 further findings");
    }

    @Test
    void what_is_milder_than_fail_on_passes_and_is_told() throws Exception {
        Document usual = parse(Fixtures.rich());
        assertThat(only(test(usual, "TLB-3"))).isEqualTo("system-out");
        assertThat(test(usual, "TLB-3").getTextContent()).contains("HAZARD", "no flush between");
        Result strict = Fixtures.rich().judged(new Gate(Verdict.HAZARD, Known.NOTHING), List.of(), 1);
        assertThat(only(test(parse(strict), "TLB-3"))).isEqualTo("failure");
        assertThat(only(test(parse(strict), "ANON-3"))).isEqualTo("system-out");
    }

    @Test
    void what_was_not_decided_is_skipped_with_the_reason() throws Exception {
        Document document = parse(Fixtures.rich());
        assertThat(only(test(document, "MAP-1"))).isEqualTo("skipped");
        assertThat(test(document, "MAP-1").getTextContent())
                .isEqualTo("INCONCLUSIVE: 80 PRE_TRACE, 7 LOST, 3 UNOBSERVED");
        assertThat(test(document, "LOCK-2").getTextContent())
                .contains("not recorded: lock_acquire of ptlock_ptr(page)");
        assertThat(test(document, "MLOCK-1").getTextContent()).contains("the trace never does what this rule judges");
    }

    @Test
    void the_suite_counts_its_tests() throws Exception {
        Element suite = all(parse(Fixtures.rich()), "testsuite").get(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("8");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("3");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(8);
    }

    @Test
    void a_known_finding_passes_and_a_new_one_beside_it_fails() throws Exception {
        Result allKnown = known(Verdict.NOTE);
        assertThat(all(parse(allKnown), "failure")).isEmpty();
        assertThat(test(parse(allKnown), "AV-1").getTextContent()).contains("known: looked at it");
        Finding first = allKnown.findings().get(0);
        Known one = new Known(true, new TreeMap<>(Map.of(first.fingerprint(), "")), List.of());
        Document document = parse(allKnown.judged(new Gate(Verdict.HAZARD, one), List.of(), 1));
        assertThat(all(document, "failure")).hasSize(1);
        assertThat(only(test(document, "TLB-3"))).isEqualTo("failure");
        assertThat(test(document, "TLB-3").getTextContent()).contains("(new)");
    }

    @Test
    void a_trace_that_could_not_be_read_is_an_error() throws Exception {
        Result broken = Fixtures.rich().judged(Gate.USUAL, List.of(new Unusable("x", "x: no such file")), 2);
        Document document = parse(broken);
        assertThat(all(document, "testsuite")).hasSize(2);
        assertThat(all(document, "error")).singleElement().satisfies(error -> assertThat(error.getAttribute("message"))
                .isEqualTo("x: no such file"));
    }

    @Test
    void no_message_is_longer_than_64_kb_and_the_rest_is_counted() throws Exception {
        Result rich = Fixtures.rich();
        List<Finding> many = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            many.add(rich.findings().get(0));
        }
        Result flood =
                new Result("1", rich.inputs(), rich.rules(), many, many.size(), rich.truth(), rich.timelines(), 1);
        String text = test(parse(flood), "AV-1").getTextContent();
        assertThat(text.getBytes(UTF_8).length).isBetween(LONGEST - 1000, LONGEST);
        assertThat(text).containsPattern("\\([0-9,]+ more lines, see the HTML or JSON report\\)\n$");
    }

    @Test
    void a_character_beyond_16_bits_arrives_whole() throws Exception {
        Document document = parse(Hostile.result());
        assertThat(test(document, "AV-1").getTextContent()).contains("smile \ud83d\ude00");
    }
}
