package mmreplay.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Turns Batik's drawing into one that the page can style: the {@link Ink}s become classes ({@code f-s1} fills with the first
 * series' colour, {@code k-s1} strokes with it), and what says nothing to a browser goes away.
 */
final class SvgTheme {

    /** Everything else that Batik writes is a default, or a hint that no browser follows. */
    private static final Set<String> KEPT = Set.of(
            "class",
            "clip-path",
            "clip-rule",
            "clipPathUnits",
            "cx",
            "cy",
            "d",
            "fill",
            "fill-opacity",
            "font-size",
            "font-weight",
            "height",
            "id",
            "points",
            "r",
            "rx",
            "ry",
            "stroke",
            "stroke-dasharray",
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-opacity",
            "stroke-width",
            "text-anchor",
            "transform",
            "width",
            "x",
            "x1",
            "x2",
            "y",
            "y1",
            "y2");

    private SvgTheme() {}

    static void apply(Element element, String idPrefix) {
        List<String> classes = new ArrayList<>();
        for (String name : attributeNames(element)) {
            String value = element.getAttribute(name);
            Ink ink = Ink.of(value);
            if (ink != null) {
                classes.add((name.equals("fill") ? "f-" : "k-") + ink.css());
                element.removeAttribute(name);
            } else if (!KEPT.contains(name) || unprefixed(name, value, idPrefix)) {
                element.removeAttribute(name);
            }
        }
        if (!classes.isEmpty()) {
            element.setAttribute("class", String.join(" ", classes));
        }
        children(element, idPrefix);
    }

    /** Batik gives its own group of definitions one fixed id, which two charts on a page would share. */
    private static boolean unprefixed(String name, String value, String idPrefix) {
        return name.equals("id") && !value.startsWith(idPrefix);
    }

    private static void children(Element element, String idPrefix) {
        Node child = element.getFirstChild();
        while (child != null) {
            Node next = child.getNextSibling();
            if (child instanceof Element inner) {
                apply(inner, idPrefix);
                if (empty(inner)) {
                    element.removeChild(inner);
                }
            }
            child = next;
        }
    }

    private static boolean empty(Element element) {
        String name = element.getLocalName();
        return (name.equals("g") || name.equals("defs")) && element.getFirstChild() == null;
    }

    private static List<String> attributeNames(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            names.add(attributes.item(i).getNodeName());
        }
        return names;
    }
}
