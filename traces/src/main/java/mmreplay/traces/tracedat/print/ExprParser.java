package mmreplay.traces.tracedat.print;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses one argument of a {@code print fmt}: C's expressions as the kernel's macros leave them. */
final class ExprParser {

    /** Deeper than any macro nests; a deeper one is not printed. */
    private static final int MAX_DEPTH = 150;

    private static final int MAX_TREE = 600;

    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("|"),
            List.of("^"),
            List.of("&"),
            List.of("==", "!="),
            List.of("<", ">", "<=", ">="),
            List.of("<<", ">>"),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private final Tokens in;
    private final Map<String, EventField> fields;
    private final int longSize;
    private final Calls calls;
    private int depth;

    ExprParser(Tokens in, Map<String, EventField> fields, int longSize) {
        this.in = in;
        this.fields = fields;
        this.longSize = longSize;
        this.calls = new Calls(in, this, fields);
    }

    /** One expression, up to a comma or a closing bracket. */
    Expr expression() {
        enter();
        Expr condition = binary(0);
        Expr all = condition;
        if (in.eat("?")) {
            Expr yes = in.is(":") ? condition : expression();
            in.expect(":");
            all = new Operators.Choice(condition, yes, expression());
        }
        depth--;
        return bounded(all);
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw Unprintable.INSTANCE;
        }
    }

    private static Expr bounded(Expr expr) {
        if (expr.depth() > MAX_TREE) {
            throw Unprintable.INSTANCE;
        }
        return expr;
    }

    private Expr binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Expr left = binary(level + 1);
        while (in.kind() == Tokens.Kind.OPERATOR && LEVELS.get(level).contains(in.word())) {
            String operator = in.word();
            in.next();
            left = bounded(Operators.binary(operator, left, binary(level + 1)));
        }
        return left;
    }

    private Expr unary() {
        enter();
        Expr expr = prefixed();
        depth--;
        return expr;
    }

    private Expr prefixed() {
        if (in.eat("!")) {
            return Operators.unary('!', unary());
        }
        if (in.eat("~")) {
            return Operators.unary('~', unary());
        }
        if (in.eat("-")) {
            return Operators.unary('-', unary());
        }
        if (in.eat("+")) {
            return unary();
        }
        if (in.eat("&")) {
            return unary();
        }
        if (in.eat("*")) {
            return new Fields.Index(memory(unary()), new Expr.Constant(0, CType.INT));
        }
        if (in.is("(")) {
            Expr cast = cast();
            if (cast != null) {
                return cast;
            }
        }
        return postfix(primary());
    }

    private static Expr memory(Expr expr) {
        return expr.memory() ? expr : new Expr.Unknown();
    }

    /** {@code (unsigned long)x}; null if the parenthesis holds no type. */
    private @Nullable Expr cast() {
        int mark = in.mark();
        in.next();
        String type = type();
        if (type.isEmpty() || !in.eat(")") || !startsOperand(type)) {
            in.reset(mark);
            return null;
        }
        Expr of = unary();
        CType to = CType.of(type, longSize);
        if (!of.memory()) {
            return Operators.cast(to, of);
        }
        String pointee = type.replace("*", "").trim();
        return type.indexOf('*') < 0 || pointee.endsWith("void")
                ? of
                : new Fields.View(of, CType.of(pointee, longSize));
    }

    /** A single name that is no known type may be a constant in parentheses: then an operator follows. */
    private boolean startsOperand(String type) {
        boolean certain = type.indexOf(' ') > 0 || type.indexOf('*') > 0 || CType.isTypeWord(type);
        return switch (in.kind()) {
            case NAME, NUMBER, STRING -> true;
            case OPERATOR ->
                in.is("(") || (certain && (in.is("-") || in.is("~") || in.is("!") || in.is("*") || in.is("&")));
            case END -> false;
        };
    }

    /** The words and stars of a type, or nothing. */
    String type() {
        StringBuilder type = new StringBuilder();
        while (in.kind() == Tokens.Kind.NAME && !in.word().equals("REC")) {
            type.append(type.length() > 0 ? " " : "").append(in.word());
            in.next();
        }
        while (type.length() > 0 && in.eat("*")) {
            type.append('*');
        }
        return type.toString();
    }

    private Expr postfix(Expr start) {
        Expr expr = start;
        while (true) {
            if (in.eat("[")) {
                Expr index = expression();
                in.expect("]");
                expr = bounded(new Fields.Index(memory(expr), index));
            } else if (in.is("->") || in.is(".")) {
                in.next();
                in.next();
                expr = new Expr.Unknown();
            } else {
                return expr;
            }
        }
    }

    private Expr primary() {
        switch (in.kind()) {
            case NUMBER -> {
                Expr number = number(in.word());
                in.next();
                return number;
            }
            case STRING -> {
                return new Expr.Literal(in.strings());
            }
            case NAME -> {
                return name();
            }
            default -> {
                in.expect("(");
                if (in.kind() == Tokens.Kind.NAME && in.word().equals("REC")) {
                    int mark = in.mark();
                    in.next();
                    if (in.eat(")")) {
                        return field();
                    }
                    in.reset(mark);
                }
                Expr inside = expression();
                in.expect(")");
                return inside;
            }
        }
    }

    private Expr name() {
        String name = in.word();
        in.next();
        if (name.equals("REC")) {
            return field();
        }
        if (name.equals("sizeof")) {
            return sizeof();
        }
        if (in.is("(")) {
            return bounded(calls.call(name));
        }
        return switch (name) {
            case "true" -> new Expr.Constant(1, CType.INT);
            case "false", "NULL" -> new Expr.Constant(0, CType.INT);
            default -> new Expr.Unknown();
        };
    }

    /** {@code ->name} behind REC. */
    private Expr field() {
        in.expect("->");
        EventField field = fields.get(in.word());
        in.next();
        return field == null ? new Expr.Unknown() : Fields.of(field, longSize);
    }

    private Expr sizeof() {
        in.expect("(");
        int mark = in.mark();
        String type = type();
        if (!type.isEmpty() && in.eat(")")) {
            return new Expr.Constant(CType.of(type, longSize).bytes(), new CType(longSize, false));
        }
        in.reset(mark);
        Expr of = expression();
        in.expect(")");
        return of.memory() ? new Expr.Unknown() : new Expr.Constant(of.type().bytes(), new CType(longSize, false));
    }

    private Expr number(String word) {
        int end = word.length();
        boolean unsigned = false;
        int longs = 0;
        boolean hex = word.startsWith("0x") || word.startsWith("0X");
        while (end > 0 && "uUlL".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
            unsigned |= Character.toLowerCase(word.charAt(end)) == 'u';
            longs += Character.toLowerCase(word.charAt(end)) == 'l' ? 1 : 0;
        }
        String digits = word.substring(hex ? 2 : 0, end);
        long value;
        try {
            boolean octal = !hex && digits.length() > 1 && digits.startsWith("0");
            value = Long.parseUnsignedLong(digits, hex ? 16 : octal ? 8 : 10);
        } catch (NumberFormatException e) {
            return new Expr.Unknown();
        }
        int bytes = longs > 1 ? 8 : longs == 1 ? longSize : 4;
        if (bytes == 4 && (value >>> 32 != 0 || (!unsigned && !hex && value > Integer.MAX_VALUE))) {
            bytes = 8;
        }
        boolean tooLarge = bytes == 4 ? value > Integer.MAX_VALUE : value < 0;
        return new Expr.Constant(value, new CType(bytes, !unsigned && !tooLarge));
    }
}
