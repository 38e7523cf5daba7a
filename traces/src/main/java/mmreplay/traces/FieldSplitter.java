package mmreplay.traces;

import java.util.Arrays;

/**
 * Finds the fields of one event's text, as far as they are asked for, and remembers them as offsets.
 *
 * <p>A key is an identifier directly before {@code =}, after a blank, a parenthesis or nothing. A value runs to the next
 * key, since values may hold blanks. Text without any {@code key=} is split at {@code key:} in the same way: that is how
 * {@code tlb_flush} prints. A task may be named {@code x pid=1}, and then nobody can tell its name from a field; the first
 * of two equal keys is the one that is found.
 */
public final class FieldSplitter implements FieldValues {

    /** Where the indexes of words begin, so that they never meet those of fields. */
    private static final int WORDS = 1 << 24;

    private byte[] bytes = new byte[0];
    private int[] keyFrom = new int[32];
    private int[] keyTo = new int[32];
    private int[] valueFrom = new int[32];
    private int[] valueTo = new int[32];
    private int count;

    private byte separator;
    private int from;
    private int to;
    /** Up to here it was looked for keys. */
    private int at;

    private int[] wordFrom = new int[16];
    private int[] wordTo = new int[16];
    private int words;

    /** Nothing is looked for before somebody asks: what stands behind the last key that is wanted costs nothing. */
    public void begin(byte[] text, int newFrom, int newTo) {
        bytes = text;
        from = newFrom;
        to = newTo;
        at = newFrom;
        separator = '=';
        count = 0;
    }

    /** Whether there is a key of this index; looks as far as it takes to tell. */
    private boolean reaches(int index) {
        while (count <= index) {
            if (!nextKey()) {
                if (count > 0 || separator == ':') {
                    return false;
                }
                separator = ':';
                at = from;
            }
        }
        return true;
    }

    private boolean nextKey() {
        byte[] b = bytes;
        for (int sign = Scan.find(b, at, to, separator); sign >= 0; sign = Scan.find(b, at, to, separator)) {
            int key = sign;
            while (key > at && Ascii.isIdentifier(b[key - 1])) {
                key--;
            }
            // A kretprobe without named arguments prints $retval=.
            if (key > at && key < sign && b[key - 1] == '$') {
                key--;
            }
            at = sign + 1;
            if (key < sign && (key == from || Ascii.isBlank(b[key - 1]) || b[key - 1] == '(')) {
                add(key, sign);
                return true;
            }
        }
        at = to;
        return false;
    }

    private void add(int from, int to) {
        if (count == keyFrom.length) {
            keyFrom = Arrays.copyOf(keyFrom, count * 2);
            keyTo = Arrays.copyOf(keyTo, count * 2);
            valueFrom = Arrays.copyOf(valueFrom, count * 2);
            valueTo = Arrays.copyOf(valueTo, count * 2);
        }
        keyFrom[count] = from;
        keyTo[count] = to;
        count++;
    }

    /** A value ends where the next key begins. */
    private void endValue(int i) {
        boolean last = !reaches(i + 1);
        int end = last ? to : keyFrom[i + 1];
        if (!last && bytes[end - 1] == '(') {
            end--;
        }
        int start = valueFrom(bytes, keyTo[i] + 1, end, separator);
        valueFrom[i] = start;
        valueTo[i] = valueTo(bytes, start, Math.max(start, end));
    }

    /** Where a value begins behind its key's sign: {@code sys_madvise(start: 7f.., behavior: 4)} has a blank behind its colons. */
    public static int valueFrom(byte[] b, int from, int to, byte separator) {
        int start = from;
        while (start < to && b[start] == ' ' && separator == ':') {
            start++;
        }
        return start;
    }

    /** Where a value ends: not behind what only sets it off from the next key. */
    public static int valueTo(byte[] b, int from, int to) {
        int end = to;
        while (end > from) {
            byte last = b[end - 1];
            if (Ascii.isBlank(last) || last == ',') {
                end--;
            } else if (last == '>' && end - from >= 4 && b[end - 2] == '=' && b[end - 3] == '=' && b[end - 4] == ' ') {
                end -= 4;
            } else {
                break;
            }
        }
        return end;
    }

    void splitWords(byte[] text, int from, int to) {
        bytes = text;
        words = 0;
        int at = from;
        while (at < to) {
            while (at < to && Ascii.isBlank(text[at])) {
                at++;
            }
            int start = at;
            while (at < to && !Ascii.isBlank(text[at])) {
                at++;
            }
            if (at > start) {
                addWord(start, text[at - 1] == ',' ? at - 1 : at);
            }
        }
    }

    private void addWord(int from, int to) {
        if (words == wordFrom.length) {
            wordFrom = Arrays.copyOf(wordFrom, words * 2);
            wordTo = Arrays.copyOf(wordTo, words * 2);
        }
        wordFrom[words] = from;
        wordTo[words] = to;
        words++;
    }

    /** The one at {@code hint} if that is one of them, else the first. */
    @Override
    public int find(byte[] key, int hint) {
        boolean hinted = hint >= 0 && hint < WORDS;
        int i = hinted ? hint : 0;
        while (true) {
            if (!reaches(i)) {
                if (!hinted) {
                    return -1;
                }
            } else if (keyIs(i, key)) {
                endValue(i);
                return i;
            }
            i = hinted ? 0 : i + 1;
            hinted = false;
        }
    }

    private boolean keyIs(int field, byte[] key) {
        int from = keyFrom[field];
        return keyTo[field] - from == key.length && Ascii.startsWith(bytes, from, keyTo[field], key);
    }

    /** The index that stands for word {@code n}, or -1. */
    int word(long n) {
        return n < words ? WORDS + (int) n : -1;
    }

    /** It is the index of a word. */
    static boolean isWord(int field) {
        return field >= WORDS;
    }

    /** Where the key of this index begins, or -1 if there is no such key. */
    public int keyFrom(int index) {
        return reaches(index) ? keyFrom[index] : -1;
    }

    /** Where the sign behind the key of this index is. */
    public int keyTo(int index) {
        return keyTo[index];
    }

    /** The sign that stands behind keys: {@code =}, or where there is none {@code :}. */
    public byte separator() {
        return separator;
    }

    @Override
    public boolean isNumber(int field) {
        return Ascii.isNumber(bytes, from(field), to(field));
    }

    @Override
    public long number(int field) {
        return Ascii.number(bytes, from(field), to(field));
    }

    @Override
    public byte[] bytes(int field) {
        return bytes;
    }

    @Override
    public int from(int field) {
        return field >= WORDS ? wordFrom[field - WORDS] : valueFrom[field];
    }

    @Override
    public int to(int field) {
        return field >= WORDS ? wordTo[field - WORDS] : valueTo[field];
    }
}
