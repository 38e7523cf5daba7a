package mmreplay.traces.tracedat.print;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code name=value} of each field, without the {@code print fmt}: for events whose own cannot be run. */
final class RawFields {

    private RawFields() {}

    /** A field that lies behind the event's end is left out. */
    static void print(Collection<EventField> fields, EventBytes event, Out out) {
        int start = out.length();
        for (EventField field : fields) {
            if (field.isCommon()) {
                continue;
            }
            int before = out.length();
            try {
                if (before > start) {
                    out.put(' ');
                }
                out.put(field.name()).put('=');
                value(field, event, out);
            } catch (Unprintable e) {
                out.cut(before);
            }
        }
    }

    static Map<String, String> values(Collection<EventField> fields, EventBytes event) {
        Map<String, String> values = new LinkedHashMap<>();
        Out out = new Out();
        for (EventField field : fields) {
            out.clear();
            if (!field.isCommon()) {
                try {
                    value(field, event, out);
                    values.put(field.name(), new String(out.bytes(), 0, out.length(), ISO_8859_1));
                } catch (Unprintable e) {
                    // Not in this event.
                }
            }
        }
        return values;
    }

    private static void value(EventField field, EventBytes event, Out out) {
        if (field.kind() != EventField.Kind.SCALAR || field.size() > 8) {
            array(field, event, out);
            return;
        }
        long number = event.number(field.offset(), field.size(), field.signed());
        boolean address = field.isPointer() || field.type().contains("long");
        if (address && !field.type().contains("long long")) {
            out.put("0x").hex(number);
        } else if (field.signed()) {
            out.decimal(number);
        } else {
            out.unsigned(number);
        }
    }

    private static void array(EventField field, EventBytes event, Out out) {
        int from = event.from(field);
        int length = event.length(field);
        if (field.isText()) {
            event.text(from, length, length, out);
            return;
        }
        out.put("ARRAY[");
        for (int i = 0; i < length; i++) {
            out.put(i > 0 ? ", " : "").hexByte(event.bytes[event.at + from + i]);
        }
        out.put(']');
    }
}
