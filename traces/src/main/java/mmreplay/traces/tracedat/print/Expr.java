package mmreplay.traces.tracedat.print;

import java.util.Set;

/** A node of an argument's expression. What cannot be had throws {@link Unprintable}. */
abstract class Expr {

    /** No event is so long. */
    static final int NEVER = Integer.MAX_VALUE;

    /** How deep the tree is; the parser bounds it. */
    int depth() {
        return 1;
    }

    CType type() {
        return CType.UNSIGNED;
    }

    /** The value as {@link #type()} holds it. */
    abstract long number(EventBytes event);

    /** What this event makes of a choice; of anything else itself. */
    Expr chosen(EventBytes event) {
        return this;
    }

    /** The value does not depend on the event. */
    boolean constant() {
        return false;
    }

    /** It stands for bytes of the event, as an array does: {@link #from} and {@link #length} tell which. */
    boolean memory() {
        return false;
    }

    /** Where its bytes begin in the event. */
    int from(EventBytes event) {
        throw Unprintable.INSTANCE;
    }

    int length(EventBytes event) {
        throw Unprintable.INSTANCE;
    }

    /** {@link #number} is certainly to be had of this event. */
    boolean sure(EventBytes event) {
        return event.length >= sureFrom();
    }

    /** Of every event that is so long {@link #number} is certainly to be had; {@link #NEVER} if no length is enough for that. */
    int sureFrom() {
        return NEVER;
    }

    /**
     * {@link #text} is certainly to be had of this event, and holds nothing that could be taken for a key of a field or for the end
     * of the line; false where that would take long to tell.
     */
    boolean plain(EventBytes event) {
        return event.length >= plainFrom();
    }

    /** Every event that is so long is {@link #plain}; {@link #NEVER} if no length is enough for that. */
    int plainFrom() {
        return NEVER;
    }

    /** The text has neither a sign that ends keys nor a line feed. */
    static boolean isPlain(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text[at] == '=' || text[at] == ':' || text[at] == '\n') {
                return false;
            }
        }
        return true;
    }

    /**
     * Adds the fields that its text is made of. False if it is made of anything else than their numbers, or if that is not known.
     */
    boolean reads(Set<EventField> fields) {
        return false;
    }

    /** The type of one element of its bytes. */
    CType element() {
        return CType.U8;
    }

    /**
     * Prints it for {@code %s}, at most {@code most} bytes of it: text in the event, or what the number points to.
     */
    void text(EventBytes event, int most, Out out) {
        if (memory()) {
            event.text(from(event), length(event), most, out);
            return;
        }
        long address = number(event);
        byte[] string = event.names.string(address);
        if (string != null) {
            out.put(string, 0, Math.min(string.length, most));
        } else if (address == 0) {
            out.put("(null)");
        } else {
            out.put("(0x").hex(address).put(")");
        }
    }

    /** Something that this program does not know. */
    static final class Unknown extends Expr {
        @Override
        long number(EventBytes event) {
            throw Unprintable.INSTANCE;
        }
    }

    /** {@code 0x1f}, or a name that the table of constants has. */
    static final class Constant extends Expr {
        private final long value;
        private final CType type;

        Constant(long value, CType type) {
            this.value = type.wrap(value);
            this.type = type;
        }

        @Override
        CType type() {
            return type;
        }

        @Override
        long number(EventBytes event) {
            return value;
        }

        @Override
        boolean constant() {
            return true;
        }

        @Override
        boolean reads(Set<EventField> fields) {
            return true;
        }

        @Override
        int sureFrom() {
            return 0;
        }
    }

    /** {@code "text"}. */
    static final class Literal extends Expr {
        final byte[] text;
        private final boolean plain;

        Literal(byte[] text) {
            this.text = text;
            plain = isPlain(text, 0, text.length);
        }

        /** Its address, which nobody knows; but it is not null. */
        @Override
        long number(EventBytes event) {
            return 1;
        }

        @Override
        int sureFrom() {
            return 0;
        }

        @Override
        int plainFrom() {
            return plain ? 0 : NEVER;
        }

        @Override
        boolean reads(Set<EventField> fields) {
            return true;
        }

        @Override
        void text(EventBytes event, int most, Out out) {
            out.put(text, 0, Math.min(most, text.length));
        }
    }

    /** A function that prints: its result is text only. */
    abstract static class Printed extends Expr {

        abstract void print(EventBytes event, Out out);

        @Override
        long number(EventBytes event) {
            throw Unprintable.INSTANCE;
        }

        @Override
        void text(EventBytes event, int most, Out out) {
            int from = out.length();
            print(event, out);
            if (out.length() - from > most) {
                out.cut(from + most);
            }
        }
    }
}
