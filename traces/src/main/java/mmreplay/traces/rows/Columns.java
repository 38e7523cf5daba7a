package mmreplay.traces.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import mmreplay.traces.event.Field;

/** The names of columns in CSV, and of keys in JSON lines; {@code formats.md} describes them. */
public final class Columns {

    static final String TIME = "time";
    static final String CPU = "cpu";
    static final String PID = "pid";
    static final String TGID = "tgid";
    static final String INTERRUPT = "interrupt";
    static final String COMM = "comm";
    static final String EVENT = "event";
    static final String GAP = "gap";
    static final String LOST = "lost";

    static final String FIELDS = "fields";
    static final String BUFFER = "buffer";

    static final String PART = "part";
    static final String KIND = "kind";

    /** Columns whose names begin so are for the file's own author. */
    static final String PRIVATE = "x_";

    private static final List<String> RAW =
            List.of(TIME, CPU, PID, TGID, INTERRUPT, COMM, EVENT, FIELDS, BUFFER, GAP, LOST);
    private static final List<String> CONTEXT =
            List.of(TIME, CPU, PID, TGID, INTERRUPT, COMM, EVENT, GAP, LOST, PART, KIND);
    private static final Set<String> TEXTS = Set.of(COMM, EVENT, FIELDS, BUFFER, INTERRUPT, PART, KIND, GAP);
    private static final Map<String, Field> FIELD_BY_NAME = new LinkedHashMap<>();
    private static final Set<String> KNOWN_RAW = Set.copyOf(RAW);
    private static final Set<String> KNOWN_CONTEXT = Set.copyOf(CONTEXT);

    static {
        Arrays.stream(Field.values()).forEach(field -> FIELD_BY_NAME.put(of(field), field));
    }

    private Columns() {}

    /** All columns of a form, in the order in which they are written. */
    public static List<String> of(Form form) {
        if (form == Form.RAW) {
            return RAW;
        }
        List<String> all = new ArrayList<>(CONTEXT);
        all.addAll(FIELD_BY_NAME.keySet());
        return List.copyOf(all);
    }

    /** The column of a canonical field: its name in lower case, but {@code pid} is the running task's. */
    public static String of(Field field) {
        return field == Field.PID ? "subject_pid" : field.name().toLowerCase(Locale.ROOT);
    }

    /** Which no row of this form must lack, unless it is a gap's. */
    static List<String> needed(Form form) {
        return List.of(TIME, CPU, PID, form == Form.RAW ? EVENT : KIND);
    }

    static boolean known(Form form, String name) {
        return (form == Form.RAW ? KNOWN_RAW : KNOWN_CONTEXT).contains(name) || name.startsWith(PRIVATE);
    }

    /** What stands in it is text, even where it looks like a number. */
    static boolean isText(String name) {
        return TEXTS.contains(name);
    }

    static Map<String, Field> fields() {
        return FIELD_BY_NAME;
    }
}
