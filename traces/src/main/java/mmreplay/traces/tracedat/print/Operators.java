package mmreplay.traces.tracedat.print;

import java.util.Set;

/** C's operators on numbers. */
final class Operators {

    private Operators() {}

    /** Folds what is constant: the tables of flags are long, and their masks are sums of shifts. */
    private static Expr folded(Expr expr, Expr... parts) {
        for (Expr part : parts) {
            if (part instanceof Expr.Unknown) {
                return part;
            }
        }
        for (Expr part : parts) {
            if (!part.constant()) {
                return expr;
            }
        }
        try {
            return new Expr.Constant(expr.number(NOTHING), expr.type());
        } catch (Unprintable e) {
            return new Expr.Unknown();
        }
    }

    private static final EventBytes NOTHING = new EventBytes(Words.LITTLE, 8, new Names() {
        @Override
        public void symbol(long address, boolean offset, Out out) {
            throw Unprintable.INSTANCE;
        }

        @Override
        public boolean plainSymbols() {
            return false;
        }

        @Override
        public byte[] string(long address) {
            throw Unprintable.INSTANCE;
        }
    });

    static Expr unary(char operator, Expr of) {
        return folded(new Unary(operator, of), of);
    }

    static Expr binary(String operator, Expr left, Expr right) {
        return folded(new Binary(Operation.of(operator), left, right), left, right);
    }

    static Expr cast(CType type, Expr of) {
        return folded(new Cast(type, of), of);
    }

    /** What is cast, where that changes no number: {@code (void *)REC->address} of 64 bits. */
    static Expr uncast(Expr expr) {
        return expr instanceof Cast cast && cast.type.bytes() == Long.BYTES ? cast.of : expr;
    }

    private static final class Unary extends Expr {
        private final char operator;
        private final Expr of;
        private final CType type;

        Unary(char operator, Expr of) {
            this.operator = operator;
            this.of = of;
            type = operator == '!' ? CType.INT : CType.common(of.type(), CType.INT);
        }

        @Override
        int sureFrom() {
            return of.sureFrom();
        }

        @Override
        boolean reads(Set<EventField> fields) {
            return of.reads(fields);
        }

        @Override
        int depth() {
            return 1 + of.depth();
        }

        @Override
        CType type() {
            return type;
        }

        @Override
        long number(EventBytes event) {
            long value = of.number(event);
            return switch (operator) {
                case '!' -> value == 0 ? 1 : 0;
                case '~' -> type.wrap(~value);
                default -> type.wrap(-value);
            };
        }
    }

    private static final class Cast extends Expr {
        private final CType type;
        private final Expr of;

        Cast(CType type, Expr of) {
            this.type = type;
            this.of = of;
        }

        @Override
        int sureFrom() {
            return of.sureFrom();
        }

        @Override
        boolean reads(Set<EventField> fields) {
            return of.reads(fields);
        }

        @Override
        int depth() {
            return 1 + of.depth();
        }

        @Override
        CType type() {
            return type;
        }

        @Override
        long number(EventBytes event) {
            return type.wrap(of.number(event));
        }
    }

    /** Of one or two operands; a name of its own makes the choice cheap at every event. */
    private enum Operation {
        OR("||"),
        AND("&&"),
        BIT_OR("|"),
        BIT_XOR("^"),
        BIT_AND("&"),
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        MORE(">"),
        AT_MOST("<="),
        AT_LEAST(">="),
        LEFT("<<"),
        RIGHT(">>"),
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        DIVIDED("/"),
        REMAINDER("%");

        private final String sign;

        Operation(String sign) {
            this.sign = sign;
        }

        static Operation of(String sign) {
            for (Operation operation : values()) {
                if (operation.sign.equals(sign)) {
                    return operation;
                }
            }
            throw Unprintable.INSTANCE;
        }
    }

    private static final class Binary extends Expr {
        private final Operation operation;
        private final Expr left;
        private final Expr right;
        private final CType common;
        private final CType type;
        private final int depth;

        Binary(Operation operation, Expr left, Expr right) {
            this.operation = operation;
            this.left = left;
            this.right = right;
            this.depth = 1 + Math.max(left.depth(), right.depth());
            common = CType.common(left.type(), right.type());
            type = switch (operation) {
                case EQUAL, NOT_EQUAL, LESS, MORE, AT_MOST, AT_LEAST, AND, OR -> CType.INT;
                case LEFT, RIGHT -> CType.common(left.type(), CType.INT);
                default -> common;
            };
        }

        /** A division may be one by 0. */
        @Override
        int sureFrom() {
            boolean divides = operation == Operation.DIVIDED || operation == Operation.REMAINDER;
            return divides ? NEVER : Math.max(left.sureFrom(), right.sureFrom());
        }

        @Override
        boolean reads(Set<EventField> fields) {
            return left.reads(fields) && right.reads(fields);
        }

        @Override
        int depth() {
            return depth;
        }

        @Override
        CType type() {
            return type;
        }

        @Override
        long number(EventBytes event) {
            long a = left.number(event);
            if (operation == Operation.AND) {
                return a != 0 && right.number(event) != 0 ? 1 : 0;
            }
            if (operation == Operation.OR) {
                return a != 0 || right.number(event) != 0 ? 1 : 0;
            }
            long b = right.number(event);
            return switch (operation) {
                case LEFT -> type.wrap(b >= 0 && b < 64 ? a << b : 0);
                case RIGHT -> type.wrap(shifted(type.wrap(a), b));
                default -> common(common.wrap(a), common.wrap(b));
            };
        }

        private long shifted(long value, long by) {
            if (by < 0 || by > 63) {
                return 0;
            }
            return type.signed() ? value >> by : value >>> by;
        }

        private long common(long a, long b) {
            return switch (operation) {
                case PLUS -> type.wrap(a + b);
                case MINUS -> type.wrap(a - b);
                case TIMES -> type.wrap(a * b);
                case DIVIDED, REMAINDER -> type.wrap(divided(a, b));
                case BIT_AND -> a & b;
                case BIT_OR -> a | b;
                case BIT_XOR -> a ^ b;
                case EQUAL -> a == b ? 1 : 0;
                case NOT_EQUAL -> a != b ? 1 : 0;
                default -> compared(common.signed() ? Long.compare(a, b) : Long.compareUnsigned(a, b));
            };
        }

        private long divided(long a, long b) {
            if (b == 0) {
                throw Unprintable.INSTANCE;
            }
            if (operation == Operation.DIVIDED) {
                return common.signed() ? a / b : Long.divideUnsigned(a, b);
            }
            return common.signed() ? a % b : Long.remainderUnsigned(a, b);
        }

        private long compared(int order) {
            boolean holds =
                    switch (operation) {
                        case LESS -> order < 0;
                        case MORE -> order > 0;
                        case AT_MOST -> order <= 0;
                        default -> order >= 0;
                    };
            return holds ? 1 : 0;
        }
    }

    /** {@code a ? b : c}; b and c may be text. */
    static final class Choice extends Expr {
        private final Expr condition;
        private final Expr yes;
        private final Expr no;
        private final CType type;

        Choice(Expr condition, Expr yes, Expr no) {
            type = CType.common(yes.type(), no.type());
            this.condition = condition;
            this.yes = yes;
            this.no = no;
        }

        /** {@link #chosen} is certainly to be had of this event. */
        boolean decided(EventBytes event) {
            if (!condition.sure(event)) {
                return false;
            }
            Expr chosen = condition.number(event) != 0 ? yes : no;
            return !(chosen instanceof Choice next) || next.decided(event);
        }

        @Override
        Expr chosen(EventBytes event) {
            return (condition.number(event) != 0 ? yes : no).chosen(event);
        }

        @Override
        boolean sure(EventBytes event) {
            return condition.sure(event) && (condition.number(event) != 0 ? yes : no).sure(event);
        }

        @Override
        boolean plain(EventBytes event) {
            return condition.sure(event) && (condition.number(event) != 0 ? yes : no).plain(event);
        }

        @Override
        int sureFrom() {
            return Math.max(condition.sureFrom(), Math.max(yes.sureFrom(), no.sureFrom()));
        }

        @Override
        int plainFrom() {
            return Math.max(condition.sureFrom(), Math.max(yes.plainFrom(), no.plainFrom()));
        }

        @Override
        boolean reads(Set<EventField> fields) {
            return condition.reads(fields) && yes.reads(fields) && no.reads(fields);
        }

        /** Every event that is so long makes a choice that is certainly to be had, or unknown. */
        int decidedFrom() {
            return Math.max(condition.sureFrom(), Math.max(decidedFrom(yes), decidedFrom(no)));
        }

        private static int decidedFrom(Expr chosen) {
            if (chosen instanceof Choice next) {
                return next.decidedFrom();
            }
            return chosen instanceof Unknown ? 0 : chosen.sureFrom();
        }

        @Override
        int depth() {
            return 1 + Math.max(condition.depth(), Math.max(yes.depth(), no.depth()));
        }

        @Override
        CType type() {
            return type;
        }

        @Override
        long number(EventBytes event) {
            return type.wrap(chosen(event).number(event));
        }

        @Override
        void text(EventBytes event, int most, Out out) {
            chosen(event).text(event, most, out);
        }
    }
}
