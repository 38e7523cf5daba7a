package mmreplay.traces.tracedat.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that a {@code print fmt} may call. Any other one cannot be printed. */
final class Calls {

    private static final int MAX_ENTRIES = 10_000;

    private final Tokens in;
    private final ExprParser parser;
    private final Map<String, EventField> fields;

    Calls(Tokens in, ExprParser parser, Map<String, EventField> fields) {
        this.in = in;
        this.parser = parser;
        this.fields = fields;
    }

    /** Stands at the parenthesis behind {@code name}. */
    Expr call(String name) {
        in.expect("(");
        Expr expr =
                switch (name) {
                    case "__print_symbolic", "__print_symbolic_u64" -> symbolic();
                    case "__print_flags", "__print_flags_u64" -> flags();
                    case "__get_str", "__get_rel_str", "__get_dynamic_array", "__get_rel_dynamic_array" ->
                        Fields.of(field(), 8);
                    case "__get_dynamic_array_len", "__get_rel_dynamic_array_len" -> new Fields.Length(field());
                    case "__get_bitmask", "__get_rel_bitmask", "__get_cpumask", "__get_rel_cpumask" ->
                        new Dumps.Bitmask(field());
                    case "__print_hex", "__print_hex_str" -> hex(name.equals("__print_hex"));
                    case "__print_array" -> elements();
                    case "__builtin_expect" -> first();
                    default -> throw Unprintable.INSTANCE;
                };
        in.expect(")");
        return expr;
    }

    private EventField field() {
        EventField field = fields.get(in.word());
        in.next();
        if (field == null) {
            throw Unprintable.INSTANCE;
        }
        return field;
    }

    private Expr first() {
        Expr expr = parser.expression();
        while (in.eat(",")) {
            parser.expression();
        }
        return expr;
    }

    private Expr symbolic() {
        Expr value = parser.expression();
        return new Tables.Symbolic(value, entries());
    }

    private Expr flags() {
        Expr value = parser.expression();
        in.expect(",");
        return new Tables.Flags(value, in.strings(), entries());
    }

    /** {@code , {value, "name"}, ..}. An entry whose value has only a name that the file does not explain is left out. */
    private List<Tables.Entry> entries() {
        List<Tables.Entry> entries = new ArrayList<>();
        while (in.eat(",")) {
            if (!in.eat("{")) {
                break;
            }
            Expr value = parser.expression();
            in.expect(",");
            byte[] name = name();
            in.expect("}");
            if (name != null && value.constant() && entries.size() < MAX_ENTRIES) {
                entries.add(new Tables.Entry(value.number(EMPTY), name));
            }
        }
        return entries;
    }

    /** Null for the {@code {0, NULL}} at a table's end. */
    private byte @Nullable [] name() {
        if (in.kind() == Tokens.Kind.STRING) {
            return in.strings();
        }
        Expr name = parser.expression();
        if (name instanceof Expr.Literal literal) {
            return literal.text;
        }
        if (name.constant()) {
            return null;
        }
        throw Unprintable.INSTANCE;
    }

    private static final EventBytes EMPTY = new EventBytes(Words.LITTLE, 8, new Names() {
        @Override
        public void symbol(long address, boolean offset, Out out) {}

        @Override
        public boolean plainSymbols() {
            return false;
        }

        @Override
        public byte[] string(long address) {
            return new byte[0];
        }
    });

    private Expr hex(boolean blanks) {
        Expr bytes = bytes();
        in.expect(",");
        return new Dumps.Hex(bytes, parser.expression(), blanks);
    }

    private Expr elements() {
        Expr bytes = bytes();
        in.expect(",");
        Expr count = parser.expression();
        in.expect(",");
        return new Dumps.Elements(bytes, count, parser.expression());
    }

    private Expr bytes() {
        Expr bytes = parser.expression();
        if (!bytes.memory()) {
            throw Unprintable.INSTANCE;
        }
        return bytes;
    }
}
