package mmreplay.traces.tracedat.print;

import java.util.List;
import java.util.Set;

/** The functions that print a number by a table, as kernel/trace/trace_output.c does. */
final class Tables {

    private Tables() {}

    /** More than all of a table together may be too much for one event's text. */
    private static final int MOST_PLAIN = 1 << 10;

    private static final byte[] NOTHING = {};

    private static boolean arePlain(List<Entry> entries) {
        return entries.stream().mapToInt(entry -> entry.name.length).sum() <= MOST_PLAIN
                && entries.stream().allMatch(entry -> Expr.isPlain(entry.name, 0, entry.name.length));
    }

    /** {@code {0x1, "name"}}. */
    static final class Entry {
        private final long value;
        private final byte[] name;

        Entry(long value, byte[] name) {
            this.value = value;
            this.name = name;
        }
    }

    /** A number and the table that it is printed by. */
    private abstract static class Table extends Expr.Printed {
        final Expr value;
        final List<Entry> entries;
        private final boolean plain;

        /** @param separator between several of the table's words, empty if there is only one */
        Table(Expr value, byte[] separator, List<Entry> entries) {
            this.value = value;
            this.entries = List.copyOf(entries);
            plain = Expr.isPlain(separator, 0, separator.length) && arePlain(entries);
        }

        @Override
        boolean plain(EventBytes event) {
            return plain && value.sure(event);
        }

        @Override
        int plainFrom() {
            return plain ? value.sureFrom() : NEVER;
        }

        @Override
        boolean reads(Set<EventField> fields) {
            return value.reads(fields);
        }

        @Override
        int depth() {
            return 1 + value.depth();
        }
    }

    /** {@code __print_symbolic(value, {0, "a"}, ..)}. */
    static final class Symbolic extends Table {

        Symbolic(Expr value, List<Entry> entries) {
            super(value, NOTHING, entries);
        }

        @Override
        void print(EventBytes event, Out out) {
            long number = value.number(event);
            for (Entry entry : entries) {
                if (same(entry.value, number)) {
                    out.put(entry.name);
                    return;
                }
            }
            out.put("0x").hex(number);
        }

        /** The table holds {@code -1} where the field may have 32 bits without a sign. */
        private boolean same(long entry, long number) {
            return value.type().wrap(entry) == value.type().wrap(number);
        }
    }

    /** {@code __print_flags(value, "|", {0x1, "A"}, ..)}. */
    static final class Flags extends Table {
        private final byte[] separator;

        Flags(Expr value, byte[] separator, List<Entry> entries) {
            super(value, separator, entries);
            this.separator = separator;
        }

        @Override
        void print(EventBytes event, Out out) {
            long left = value.number(event);
            boolean first = true;
            for (int i = 0; i < entries.size() && left != 0; i++) {
                Entry entry = entries.get(i);
                if ((left & entry.value) == entry.value) {
                    if (!first) {
                        out.put(separator);
                    }
                    out.put(entry.name);
                    left &= ~entry.value;
                    first = false;
                }
            }
            if (left != 0) {
                if (!first) {
                    out.put(separator);
                }
                out.put("0x").hex(left);
            }
        }
    }
}
