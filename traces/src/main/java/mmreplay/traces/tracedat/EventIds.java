package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mmreplay.traces.tracedat.print.EventFormat;
import org.jspecify.annotations.Nullable;

/** What the 16-bit ids of events mean. A format is parsed when its first event occurs. */
final class EventIds {

    private static final int IDS = 1 << 16;

    /** The id stands within the first lines. */
    private static final int HEAD = 700;

    private static final int MAX_FORMAT = 1 << 20;
    private static final int NONE = -1;
    private static final int PARSED = -2;

    private final List<Contents.FormatText> texts;
    private final int longSize;
    /** By id: which of the texts, or {@link #PARSED}. */
    private final int[] text;

    private final Map<String, Integer> names = new HashMap<>();
    private final @Nullable Kind[] kinds;

    EventIds(Contents contents) throws IOException {
        texts = contents.formats;
        longSize = contents.layout.longSize();
        int[] byId = new int[0];
        for (int i = 0; i < texts.size(); i++) {
            Area area = texts.get(i).text();
            try {
                String head = string(area, Math.min(HEAD, area.size()));
                int id = EventFormat.id(head);
                if (id >= 0 && id < IDS) {
                    byId = grown(byId, id);
                    byId[id] = byId[id] == NONE ? i : byId[id];
                }
            } catch (DamagedException e) {
                contents.damaged(e);
            }
        }
        text = byId;
        kinds = new Kind[byId.length];
    }

    private static int[] grown(int[] old, int id) {
        if (id < old.length) {
            return old;
        }
        int[] longer = Arrays.copyOf(old, Math.max(id + 1, 2 * old.length));
        Arrays.fill(longer, old.length, longer.length, NONE);
        return longer;
    }

    private static String string(Area area, long length) throws IOException, DamagedException {
        return new String(area.bytes(0, length, MAX_FORMAT), ISO_8859_1);
    }

    /** Null if the file does not tell. */
    @Nullable
    Kind kind(int id) throws IOException {
        if (id >= text.length) {
            return null;
        }
        Kind kind = kinds[id];
        return kind != null || text[id] < 0 ? kind : parse(id);
    }

    private @Nullable Kind parse(int id) throws IOException {
        Contents.FormatText found = texts.get(text[id]);
        text[id] = PARSED;
        EventFormat format = null;
        try {
            String all = string(found.text(), found.text().size());
            format = EventFormat.parse(found.system(), all, longSize);
        } catch (DamagedException e) {
            // The event stays unknown, and each one says so.
        }
        if (format == null) {
            return null;
        }
        Kind kind = Kind.of(format, this);
        kinds[id] = kind;
        return kind;
    }

    /** The number of an event's name, from 0. */
    int id(String name) {
        return names.computeIfAbsent(name, n -> names.size());
    }

    int names() {
        return names.size();
    }
}
