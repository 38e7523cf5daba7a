package mmreplay.reports.html;

import java.util.HashSet;
import java.util.Set;

/** Ids of the page's parts: stable, so that a link into an old report's page works in the new one's; and never given twice. */
final class Anchors {

    private final Set<String> given = new HashSet<>();

    /** {@code finding-AV-1-3f2a9c01}. What could not stand in a link becomes a dash. */
    String give(String kind, String name) {
        String wanted = name(kind, name);
        String id = wanted;
        for (int n = 2; !given.add(id); n++) {
            id = wanted + "_" + n;
        }
        return id;
    }

    /** The id that {@link #give} gives to the first of that name. */
    static String name(String kind, String name) {
        return kind + "-" + name.replaceAll("[^A-Za-z0-9.-]", "-");
    }
}
