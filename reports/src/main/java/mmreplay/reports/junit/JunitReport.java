package mmreplay.reports.junit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import mmreplay.invariants.result.Result;
import mmreplay.reports.cases.CaseText;
import mmreplay.reports.cases.Cases;
import mmreplay.reports.cases.RuleCase;
import mmreplay.reports.cases.TraceCase;
import mmreplay.reports.text.Limit;
import mmreplay.reports.text.Visible;

/**
 * Writes a result as JUnit XML: a test suite for each trace, in it a test for each rule, and one that says whether the trace
 * could be read to its end. Each suite is valid by Surefire's schema, the whole by that of Jenkins. There are no times in it: the
 * same result gives the same bytes.
 */
public final class JunitReport {

    /** CI servers cut longer messages, or fail on them. */
    private static final int MOST_BYTES = 64 << 10;

    /** An attribute is one line of a list. */
    private static final int MOST_CHARS = 1000;

    private JunitReport() {}

    /**
     * Writes to a stream, UTF-8. The stream stays open.
     *
     * @throws IOException if the stream fails
     */
    public static void write(Result result, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
            document(result, xml);
            xml.flush();
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException broken ? broken : new IOException(e);
        }
        writer.write('\n');
        writer.flush();
    }

    private static void document(Result result, XMLStreamWriter xml) throws XMLStreamException {
        CaseText texts = new CaseText(result);
        List<TraceCase> traces = Cases.of(result);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", "mmreplay");
        for (TraceCase trace : traces) {
            xml.writeCharacters("\n");
            suite(trace, texts, xml);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static void suite(TraceCase trace, CaseText texts, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", Visible.of(trace.path()));
        xml.writeAttribute("tests", Integer.toString(trace.rules().size() + 1));
        xml.writeAttribute("failures", count(trace, RuleCase.Status.FAILED));
        xml.writeAttribute("errors", trace.problem().isEmpty() ? "0" : "1");
        xml.writeAttribute("skipped", count(trace, RuleCase.Status.SKIPPED));
        xml.writeAttribute("time", "0");
        begin("input", Visible.of(trace.path()), xml);
        if (!trace.problem().isEmpty()) {
            xml.writeStartElement("error");
            xml.writeAttribute("message", Limit.chars(Visible.of(trace.problem()), MOST_CHARS));
            xml.writeAttribute("type", "UNUSABLE");
            xml.writeEndElement();
        }
        xml.writeEndElement();
        for (RuleCase rule : trace.rules()) {
            begin(rule.rule().id(), Visible.of(trace.path()), xml);
            outcome(rule, texts, xml);
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static void begin(String name, String path, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", name);
        xml.writeAttribute("classname", path);
        xml.writeAttribute("time", "0");
    }

    private static void outcome(RuleCase rule, CaseText texts, XMLStreamWriter xml) throws XMLStreamException {
        switch (rule.status()) {
            case SKIPPED -> {
                xml.writeStartElement("skipped");
                // as text and not as an attribute: old schemas have none
                xml.writeCharacters(Limit.chars(texts.summary(rule), MOST_CHARS));
                xml.writeEndElement();
            }
            case FAILED -> {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", Limit.chars(texts.summary(rule), MOST_CHARS));
                xml.writeAttribute("type", rule.rule().verdict().name());
                xml.writeCharacters(Limit.lines(texts.lines(rule), MOST_BYTES));
                xml.writeEndElement();
            }
            case PASSED, KNOWN -> {
                xml.writeStartElement("system-out");
                xml.writeCharacters(Limit.lines(texts.lines(rule), MOST_BYTES));
                xml.writeEndElement();
            }
        }
    }

    private static String count(TraceCase trace, RuleCase.Status status) {
        return Long.toString(
                trace.rules().stream().filter(rule -> rule.status() == status).count());
    }
}
