package mmreplay.traces.tracedat.print;

/** C's operators on numbers. */
final class Operators {

    private Operators() {}

    /** Folds what is constant: the tables of flags are long, and their masks are sums of shifts. */
    private static Expr folded(Expr expr, Expr... parts) {
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
        public byte[] string(long address) {
            throw Unprintable.INSTANCE;
        }
    });

    static Expr unary(char operator, Expr of) {
        return folded(new Unary(operator, of), of);
    }

    static Expr binary(String operator, Expr left, Expr right) {
        return folded(new Binary(operator, left, right), left, right);
    }

    static Expr cast(CType type, Expr of) {
        return folded(new Cast(type, of), of);
    }

    private static final class Unary extends Expr {
        private final char operator;
        private final Expr of;

        Unary(char operator, Expr of) {
            this.operator = operator;
            this.of = of;
        }

        @Override
        int depth() {
            return 1 + of.depth();
        }

        @Override
        CType type() {
            return operator == '!' ? CType.INT : CType.common(of.type(), CType.INT);
        }

        @Override
        long number(EventBytes event) {
            long value = of.number(event);
            return switch (operator) {
                case '!' -> value == 0 ? 1 : 0;
                case '~' -> type().wrap(~value);
                default -> type().wrap(-value);
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

    private static final class Binary extends Expr {
        private final String operator;
        private final Expr left;
        private final Expr right;
        private final CType common;
        private final CType type;
        private final int depth;

        Binary(String operator, Expr left, Expr right) {
            this.operator = operator;
            this.left = left;
            this.right = right;
            this.depth = 1 + Math.max(left.depth(), right.depth());
            common = CType.common(left.type(), right.type());
            type = switch (operator) {
                case "==", "!=", "<", ">", "<=", ">=", "&&", "||" -> CType.INT;
                case "<<", ">>" -> CType.common(left.type(), CType.INT);
                default -> common;
            };
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
            if (operator.equals("&&")) {
                return left.number(event) != 0 && right.number(event) != 0 ? 1 : 0;
            }
            if (operator.equals("||")) {
                return left.number(event) != 0 || right.number(event) != 0 ? 1 : 0;
            }
            long a = left.number(event);
            long b = right.number(event);
            return switch (operator) {
                case "<<" -> type.wrap(b >= 0 && b < 64 ? a << b : 0);
                case ">>" -> type.wrap(shifted(type.wrap(a), b));
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
            return switch (operator) {
                case "+" -> type.wrap(a + b);
                case "-" -> type.wrap(a - b);
                case "*" -> type.wrap(a * b);
                case "/", "%" -> type.wrap(divided(a, b));
                case "&" -> a & b;
                case "|" -> a | b;
                case "^" -> a ^ b;
                case "==" -> a == b ? 1 : 0;
                case "!=" -> a != b ? 1 : 0;
                default -> compared(common.signed() ? Long.compare(a, b) : Long.compareUnsigned(a, b));
            };
        }

        private long divided(long a, long b) {
            if (b == 0) {
                throw Unprintable.INSTANCE;
            }
            if (operator.equals("/")) {
                return common.signed() ? a / b : Long.divideUnsigned(a, b);
            }
            return common.signed() ? a % b : Long.remainderUnsigned(a, b);
        }

        private long compared(int order) {
            boolean holds =
                    switch (operator) {
                        case "<" -> order < 0;
                        case ">" -> order > 0;
                        case "<=" -> order <= 0;
                        case ">=" -> order >= 0;
                        default -> throw Unprintable.INSTANCE;
                    };
            return holds ? 1 : 0;
        }
    }

    /** {@code a ? b : c}; b and c may be text. */
    static final class Choice extends Expr {
        private final Expr condition;
        private final Expr yes;
        private final Expr no;

        Choice(Expr condition, Expr yes, Expr no) {
            this.condition = condition;
            this.yes = yes;
            this.no = no;
        }

        private Expr chosen(EventBytes event) {
            return condition.number(event) != 0 ? yes : no;
        }

        @Override
        int depth() {
            return 1 + Math.max(condition.depth(), Math.max(yes.depth(), no.depth()));
        }

        @Override
        CType type() {
            return CType.common(yes.type(), no.type());
        }

        @Override
        long number(EventBytes event) {
            return type().wrap(chosen(event).number(event));
        }

        @Override
        void text(EventBytes event, int most, Out out) {
            chosen(event).text(event, most, out);
        }
    }
}
