package mmreplay.traces.tracedat.print;

import java.util.Set;

/** Expressions that read the event's bytes. */
final class Fields {

    private Fields() {}

    /** {@code REC->addr}, {@code REC->comm}, and {@code __get_str(name)}. */
    static Expr of(EventField field, int longSize) {
        boolean array = field.kind() != EventField.Kind.SCALAR || field.size() > 8 || field.size() == 0;
        return array
                ? new Array(field, new CType(field.elementSize(longSize), field.signed()))
                : new Scalar(field, new CType(field.size(), field.signed()));
    }

    static final class Scalar extends Expr {
        final EventField field;
        private final CType type;

        Scalar(EventField field, CType type) {
            this.field = field;
            this.type = type;
        }

        @Override
        CType type() {
            return type;
        }

        @Override
        long number(EventBytes event) {
            return event.number(field.offset(), field.size(), field.signed());
        }

        @Override
        int sureFrom() {
            return field.offset() + field.size();
        }

        @Override
        boolean reads(Set<EventField> fields) {
            fields.add(field);
            return true;
        }
    }

    private static final class Array extends Expr {
        private final EventField field;
        private final CType element;

        Array(EventField field, CType element) {
            this.field = field;
            this.element = element;
        }

        /** Of dynamic data the word itself, which tells where the data is. */
        @Override
        long number(EventBytes event) {
            if (field.kind() == EventField.Kind.ARRAY) {
                throw Unprintable.INSTANCE;
            }
            return event.number(field.offset(), 4, false);
        }

        @Override
        boolean memory() {
            return true;
        }

        @Override
        int from(EventBytes event) {
            return event.from(field);
        }

        @Override
        int length(EventBytes event) {
            return event.length(field);
        }

        @Override
        boolean plain(EventBytes event) {
            return event.isPlainText(field);
        }

        @Override
        CType element() {
            return element;
        }
    }

    /** {@code __get_dynamic_array_len(name)}. */
    static final class Length extends Expr {
        private final EventField field;

        Length(EventField field) {
            this.field = field;
        }

        @Override
        CType type() {
            return CType.INT;
        }

        @Override
        long number(EventBytes event) {
            return event.length(field);
        }
    }

    /** {@code bytes[index]}, and {@code *bytes}. */
    static final class Index extends Expr {
        private final Expr bytes;
        private final Expr index;

        Index(Expr bytes, Expr index) {
            this.bytes = bytes;
            this.index = index;
        }

        @Override
        int depth() {
            return 1 + Math.max(bytes.depth(), index.depth());
        }

        @Override
        CType type() {
            return bytes.element();
        }

        @Override
        long number(EventBytes event) {
            int size = bytes.element().bytes();
            long at = index.number(event);
            if (at < 0 || at >= bytes.length(event) / size) {
                throw Unprintable.INSTANCE;
            }
            return event.number(
                    bytes.from(event) + (int) at * size, size, bytes.element().signed());
        }
    }

    /** The same bytes seen as elements of another type: {@code ((u32 *)__get_dynamic_array(name))}. */
    static final class View extends Expr {
        private final Expr bytes;
        private final CType element;

        View(Expr bytes, CType element) {
            this.bytes = bytes;
            this.element = element;
        }

        @Override
        int depth() {
            return 1 + bytes.depth();
        }

        @Override
        long number(EventBytes event) {
            throw Unprintable.INSTANCE;
        }

        @Override
        boolean memory() {
            return true;
        }

        @Override
        int from(EventBytes event) {
            return bytes.from(event);
        }

        @Override
        int length(EventBytes event) {
            return bytes.length(event);
        }

        @Override
        CType element() {
            return element;
        }
    }
}
