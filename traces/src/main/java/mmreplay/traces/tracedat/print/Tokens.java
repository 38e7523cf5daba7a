package mmreplay.traces.tracedat.print;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Splits the C of a {@code print fmt} into words. Text that is no C ends the words early. */
final class Tokens {

    /** What a word is. */
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        OPERATOR,
        END
    }

    /** Longer ones first. */
    private static final List<String> OPERATORS = List.of("<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "->");

    private final String text;
    private int at;
    private Kind kind = Kind.END;
    /** Of a string its unescaped text, one char a byte; of a number its digits and suffix. */
    private String word = "";

    Tokens(String text) {
        this.text = text;
        next();
    }

    /** What blanks separate. */
    static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }

    /** A place to come back to. */
    int mark() {
        return at - (kind == Kind.END ? 0 : length);
    }

    private int length;

    void reset(int mark) {
        at = mark;
        next();
    }

    Kind kind() {
        return kind;
    }

    String word() {
        return word;
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && word.equals(operator);
    }

    /** Steps over the operator if it is this one. */
    boolean eat(String operator) {
        if (is(operator)) {
            next();
            return true;
        }
        return false;
    }

    void expect(String operator) {
        if (!eat(operator)) {
            throw Unprintable.INSTANCE;
        }
    }

    void next() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        int from = at;
        if (at == text.length()) {
            kind = Kind.END;
            word = "";
        } else if (isNameStart(text.charAt(at))) {
            kind = Kind.NAME;
            word = run();
        } else if (isDigit(text.charAt(at))) {
            kind = Kind.NUMBER;
            word = run();
        } else if (text.charAt(at) == '"') {
            kind = Kind.STRING;
            word = quoted('"');
        } else if (text.charAt(at) == '\'') {
            kind = Kind.NUMBER;
            String inside = quoted('\'');
            word = inside.isEmpty() ? "0" : Integer.toString(inside.charAt(0));
        } else {
            kind = Kind.OPERATOR;
            word = operator();
        }
        length = at - from;
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String run() {
        int from = at;
        while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        return text.substring(from, at);
    }

    private String operator() {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                at += 2;
                return operator;
            }
        }
        at++;
        return text.substring(at - 1, at);
    }

    private String quoted(char quote) {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                out.append(escaped());
            } else {
                out.append(c);
            }
        }
        at = Math.min(text.length(), at + 1);
        return out.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c - '0');
            default -> c;
        };
    }

    private char octal(int first) {
        int value = first;
        for (int i = 0; i < 2 && at < text.length() && (text.charAt(at) & ~7) == '0'; i++) {
            value = value * 8 + text.charAt(at++) - '0';
        }
        return (char) (value & 0xff);
    }

    /** Adjacent strings are one, as in C. */
    byte[] strings() {
        if (kind != Kind.STRING) {
            throw Unprintable.INSTANCE;
        }
        StringBuilder all = new StringBuilder();
        while (kind == Kind.STRING) {
            all.append(word);
            next();
        }
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
