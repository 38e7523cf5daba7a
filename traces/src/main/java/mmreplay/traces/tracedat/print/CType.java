package mmreplay.traces.tracedat.print;

import java.util.Set;

/** A number's type in C: how many bytes, and whether it has a sign. */
record CType(int bytes, boolean signed) {

    static final CType INT = new CType(4, true);
    static final CType U8 = new CType(1, false);
    static final CType LONG_LONG = new CType(8, true);
    static final CType UNSIGNED = new CType(8, false);

    private static final Set<String> WORDS = Set.of(
            "unsigned",
            "signed",
            "long",
            "int",
            "short",
            "char",
            "void",
            "struct",
            "union",
            "enum",
            "const",
            "volatile",
            "bool",
            "_Bool",
            "u8",
            "u16",
            "u32",
            "u64",
            "s8",
            "s16",
            "s32",
            "s64",
            "__u8",
            "__u16",
            "__u32",
            "__u64",
            "__s8",
            "__s16",
            "__s32",
            "__s64",
            "__le16",
            "__le32",
            "__le64",
            "__be16",
            "__be32",
            "__be64",
            "uint",
            "ulong",
            "cpumask_t",
            "size_t",
            "ssize_t");

    /** The identifier can only begin a type. */
    static boolean isTypeWord(String word) {
        return WORDS.contains(word) || word.endsWith("_t");
    }

    /** The type that is written so; one that is not known is taken for unsigned and 64 bits. */
    static CType of(String written, int longSize) {
        if (written.indexOf('*') >= 0) {
            return new CType(longSize, false);
        }
        boolean unsigned = false;
        int longs = 0;
        String base = "";
        for (String word : Tokens.words(written)) {
            switch (word) {
                case "unsigned" -> unsigned = true;
                case "long" -> longs++;
                case "const", "volatile", "signed", "" -> {}
                case "int" -> base = base.isEmpty() ? "int" : base;
                default -> base = word;
            }
        }
        if (longs > 0) {
            return new CType(longs > 1 ? 8 : longSize, !unsigned);
        }
        return switch (base) {
            case "", "int" -> new CType(4, !unsigned);
            case "char" -> new CType(1, !unsigned);
            case "short" -> new CType(2, !unsigned);
            case "bool", "_Bool", "u8", "__u8", "uint8_t" -> U8;
            case "s8", "__s8", "int8_t" -> new CType(1, true);
            case "u16", "__u16", "uint16_t", "__le16", "__be16", "umode_t" -> new CType(2, false);
            case "s16", "__s16", "int16_t" -> new CType(2, true);
            case "u32", "__u32", "uint32_t", "gfp_t", "dev_t", "__le32", "__be32", "uint", "uid_t", "gid_t" ->
                new CType(4, false);
            case "s32", "__s32", "int32_t", "pid_t" -> INT;
            case "s64", "__s64", "int64_t", "loff_t" -> LONG_LONG;
            case "size_t", "pgoff_t", "ulong" -> new CType(longSize, false);
            case "ssize_t" -> new CType(longSize, true);
            default -> UNSIGNED;
        };
    }

    /** The value as this type holds it. */
    long wrap(long value) {
        return switch (bytes) {
            case 1 -> signed ? (byte) value : value & 0xff;
            case 2 -> signed ? (short) value : value & 0xffff;
            case 4 -> signed ? (int) value : value & 0xffff_ffffL;
            default -> value;
        };
    }

    /** What both become in an operation on two numbers. */
    static CType common(CType a, CType b) {
        int bytes = Math.max(4, Math.max(a.bytes, b.bytes));
        boolean unsigned = (!a.signed && a.bytes == bytes) || (!b.signed && b.bytes == bytes);
        return new CType(bytes, !unsigned);
    }
}
