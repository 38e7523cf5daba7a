package mmreplay.reports.chart;

import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** One chart as an inline {@code <svg>} element. The JDK's serialiser writes it, and with it escapes the labels. */
final class ChartSvg {

    private static final String SVG = "http://www.w3.org/2000/svg";

    private ChartSvg() {}

    /**
     * Draws.
     *
     * @param width in CSS pixels at scale 1
     * @param id prefix of every id in the drawing: unique on the page
     * @param label what the chart says, for those who do not see it
     */
    static String draw(JFreeChart chart, int width, int height, String id, String label) {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            SvgCanvas canvas = new SvgCanvas(document, id);
            chart.draw(canvas, new Rectangle2D.Double(0, 0, width, height));
            Element root = canvas.getRoot();
            SvgTheme.apply(root, id);
            root.removeAttribute("xmlns:xlink");
            root.setAttribute("viewBox", "0 0 " + width + " " + height);
            root.setAttribute("class", "chart");
            root.setAttribute("role", "img");
            root.setAttribute("aria-label", label);
            return text(root);
        } catch (ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException("the JDK's own XML classes failed", e);
        }
    }

    private static String text(Element root) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        transformer.setOutputProperty(OutputKeys.INDENT, "no");
        StringWriter out = new StringWriter();
        transformer.transform(new DOMSource(root), new StreamResult(out));
        return out.toString();
    }
}
