package mmreplay.traces.tracedat.print;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mmreplay.traces.FieldValues;
import org.jspecify.annotations.Nullable;

/** One event's format file, {@code events/SYSTEM/NAME/format}. */
public final class EventFormat {

    private static final Pattern NAME = Pattern.compile("(?m)^name:[ \t]*(\\S{1,560})[ \t]*$");
    private static final Pattern ID = Pattern.compile("(?m)^ID:[ \t]*(\\d{1,5})[ \t]*$");
    private static final Pattern FIELD = Pattern.compile(
            "(?m)^[ \t]*field(?: special)?:([^;\n]{1,300});\\s*offset:(\\d{1,5});\\s*size:(\\d{1,5});(?:\\s*signed:(\\d))?");
    private static final String PRINT = "print fmt:";
    private static final int MAX_FIELDS = 1000;

    private final String system;
    private final String name;
    private final int id;
    private final int longSize;
    private final Map<String, EventField> fields;
    private final String printFmt;
    private @Nullable Printer printer;
    private @Nullable KeyedFields keyed;
    /** {@link #keyed} cannot be had. */
    private boolean keyless;

    private boolean compiled;

    private EventFormat(
            String system, String name, int id, int longSize, Map<String, EventField> fields, String printFmt) {
        this.system = system;
        this.name = name;
        this.id = id;
        this.longSize = longSize;
        this.fields = fields;
        this.printFmt = printFmt;
    }

    /** The number in {@code common_type}, or -1 if the text has none. */
    public static int id(String text) {
        Matcher id = ID.matcher(text);
        return id.find() ? Integer.parseInt(id.group(1)) : -1;
    }

    /**
     * Parses a format file.
     *
     * @param longSize the kernel's, 4 or 8
     * @return null if it does not have what every one has
     */
    public static @Nullable EventFormat parse(String system, String text, int longSize) {
        Matcher name = NAME.matcher(text);
        int id = id(text);
        if (!name.find() || id < 0) {
            return null;
        }
        int print = text.indexOf(PRINT);
        Map<String, EventField> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(print < 0 ? text : text.substring(0, print));
        while (field.find() && fields.size() < MAX_FIELDS) {
            EventField parsed = field(field);
            if (parsed != null) {
                fields.putIfAbsent(parsed.name(), parsed);
            }
        }
        String printFmt = print < 0 ? "" : text.substring(print + PRINT.length());
        return new EventFormat(system, name.group(1), id, longSize, fields, printFmt);
    }

    private static @Nullable EventField field(Matcher parts) {
        String declaration = parts.group(1).trim();
        int offset = Integer.parseInt(parts.group(2));
        int size = Integer.parseInt(parts.group(3));
        boolean signed = "1".equals(parts.group(4));
        EventField.Kind kind = EventField.Kind.SCALAR;
        if (declaration.startsWith("__data_loc ")) {
            kind = EventField.Kind.DATA_LOC;
        } else if (declaration.startsWith("__rel_loc ")) {
            kind = EventField.Kind.REL_LOC;
        }
        if (kind != EventField.Kind.SCALAR) {
            declaration = declaration.substring(declaration.indexOf(' ') + 1);
        }
        int count = 0;
        int open = declaration.lastIndexOf('[');
        if (open > 0 && declaration.endsWith("]") && kind == EventField.Kind.SCALAR) {
            String inside = declaration.substring(open + 1, declaration.length() - 1);
            // char comm[TASK_COMM_LEN] of old kernels: the size is in bytes anyway.
            count = inside.matches("\\d{1,5}") ? Integer.parseInt(inside) : size;
            declaration = declaration.substring(0, open).trim();
            kind = EventField.Kind.ARRAY;
        }
        int blank = Math.max(declaration.lastIndexOf(' '), declaration.lastIndexOf('*'));
        String name = declaration.substring(blank + 1);
        if (name.isEmpty()) {
            return null;
        }
        String type = declaration.substring(0, blank + 1).trim();
        return new EventField(name, type, kind, offset, size, signed, count);
    }

    public String system() {
        return system;
    }

    public String name() {
        return name;
    }

    public int id() {
        return id;
    }

    /** In the format's order. */
    public List<EventField> fields() {
        return new ArrayList<>(fields.values());
    }

    /** The field, or null. */
    public @Nullable EventField field(String fieldName) {
        return fields.get(fieldName);
    }

    /** The event holds this number in this field, or 0 if it does not. */
    public static long number(@Nullable EventField field, EventBytes event) {
        if (field == null || field.kind() != EventField.Kind.SCALAR || field.offset() + field.size() > event.length) {
            return 0;
        }
        return event.number(field.offset(), field.size(), field.signed());
    }

    /** What the event holds, field by field, as numbers or text; a field behind its end is left out. */
    public Map<String, String> recorded(EventBytes event) {
        return RawFields.values(fields.values(), event);
    }

    /** Prints the event as its {@code print fmt} says; where that is not possible, {@code field=value} of each field. */
    public void print(EventBytes event, Out out) {
        compilePrint();
        print(printer, event, out);
    }

    private void compilePrint() {
        if (!compiled) {
            compiled = true;
            printer = compile(printFmt);
        }
    }

    /** The fields of the text that {@link #print} prints, or null if only the text can tell. Valid until it is called again. */
    public @Nullable FieldValues fields(EventBytes event) {
        compilePrint();
        return fieldsOf(event);
    }

    /** The same for {@link #printArguments}. */
    public @Nullable FieldValues argumentFields(EventBytes event) {
        compileArguments();
        return fieldsOf(event);
    }

    private @Nullable FieldValues fieldsOf(EventBytes event) {
        if (printer == null) {
            return null;
        }
        if (keyed == null && !keyless) {
            keyed = KeyedFields.of(printer.steps(), event);
            keyless = keyed == null;
        }
        return keyed != null && keyed.begin(event) ? keyed : null;
    }

    /** Prints a trace_printk, whose {@code fmt} points to a format; false if the file or the event does not tell enough. */
    public boolean printBinary(EventBytes event, Out out) {
        EventField arguments = fields.get("buf");
        byte[] format = event.names.string(number(fields.get("fmt"), event));
        if (arguments == null || format == null) {
            return false;
        }
        int start = out.length();
        try {
            BinaryPrintf.print(format, arguments.offset(), event, out);
            return true;
        } catch (Unprintable e) {
            out.cut(start);
            return false;
        }
    }

    /** Prints a probe's arguments: all of the {@code print fmt} behind {@code (%lx <- %lx)}. */
    public void printArguments(EventBytes event, Out out) {
        compileArguments();
        print(printer, event, out);
    }

    private void compileArguments() {
        if (!compiled) {
            compiled = true;
            Matcher place = Pattern.compile("^\\s*\"\\((%lx)( <- %lx)?\\)").matcher(printFmt);
            if (place.find()) {
                // The addresses stay arguments of the format, but nothing of them is printed.
                String none = place.group(2) == null ? "%.0s" : "%.0s%.0s";
                printer = compile("\"" + none + printFmt.substring(place.end()));
            }
        }
    }

    private @Nullable Printer compile(String from) {
        try {
            return new Printer(from, fields, longSize);
        } catch (Unprintable e) {
            return null;
        }
    }

    private void print(@Nullable Printer how, EventBytes event, Out out) {
        int start = out.length();
        if (how != null) {
            try {
                how.print(event, out);
                return;
            } catch (Unprintable e) {
                out.cut(start);
            }
        }
        RawFields.print(fields.values(), event, out);
    }
}
