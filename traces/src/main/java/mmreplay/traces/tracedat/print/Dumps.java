package mmreplay.traces.tracedat.print;

/** The functions that print an array's bytes or elements. */
final class Dumps {

    private Dumps() {}

    /** {@code __print_hex(bytes, length)}: {@code 0a 1b}; {@code __print_hex_str} without the blanks. */
    static final class Hex extends Expr.Printed {
        private final Expr bytes;
        private final Expr length;
        private final boolean blanks;

        Hex(Expr bytes, Expr length, boolean blanks) {
            this.bytes = bytes;
            this.length = length;
            this.blanks = blanks;
        }

        @Override
        int depth() {
            return 1 + Math.max(bytes.depth(), length.depth());
        }

        @Override
        void print(EventBytes event, Out out) {
            int from = bytes.from(event);
            long count = length.number(event);
            event.check(from, count);
            for (int i = 0; i < count; i++) {
                if (blanks && i > 0) {
                    out.put(' ');
                }
                out.hexByte(event.bytes[event.at + from + i]);
            }
        }
    }

    /** {@code __print_array(bytes, count, size)}: {@code {0x1,0x2}}. */
    static final class Elements extends Expr.Printed {
        private final Expr bytes;
        private final Expr count;
        private final Expr size;

        Elements(Expr bytes, Expr count, Expr size) {
            this.bytes = bytes;
            this.count = count;
            this.size = size;
        }

        @Override
        int depth() {
            return 1 + Math.max(bytes.depth(), Math.max(count.depth(), size.depth()));
        }

        @Override
        void print(EventBytes event, Out out) {
            int from = bytes.from(event);
            long elements = count.number(event);
            long bytesEach = size.number(event);
            if (elements < 0 || elements > event.length || bytesEach < 1 || bytesEach > 8) {
                throw Unprintable.INSTANCE;
            }
            event.check(from, elements * bytesEach);
            out.put('{');
            for (int i = 0; i < elements; i++) {
                out.put(i > 0 ? ",0x" : "0x").hex(event.number(from + i * (int) bytesEach, (int) bytesEach, false));
            }
            out.put('}');
        }
    }

    /** {@code __get_bitmask(name)}: {@code f,0000000f}, the highest 32 bits first. */
    static final class Bitmask extends Expr.Printed {
        private final EventField field;

        Bitmask(EventField field) {
            this.field = field;
        }

        @Override
        void print(EventBytes event, Out out) {
            int from = event.from(field);
            int longs = event.length(field) / event.longSize;
            boolean first = true;
            for (int i = longs - 1; i >= 0; i--) {
                long value = event.number(from + i * event.longSize, event.longSize, false);
                for (int shift = event.longSize == 8 ? 32 : 0; shift >= 0; shift -= 32) {
                    int start = out.length();
                    out.put(first ? "" : ",").hex(value >>> shift & 0xffff_ffffL);
                    out.pad(first ? start : start + 1, 8, false, (byte) '0');
                    first = false;
                }
            }
        }
    }
}
