package mmreplay.traces;

import java.util.Arrays;

/**
 * Finds the fields of one event's text and remembers them as offsets.
 *
 * <p>A key is an identifier directly before {@code =}, after a blank, a parenthesis or nothing. A value runs to the next
 * key, since values may hold blanks. Text without any {@code key=} is split at {@code key:} in the same way: that is how
 * {@code tlb_flush} prints. A task may be named {@code x pid=1}, and then nobody can tell its name from a field; the first
 * of two equal keys is the one that is found.
 */
final class FieldSplitter {

    /** Where the indexes of words begin, so that they never meet those of fields. */
    private static final int WORDS = 1 << 24;

    private byte[] bytes = new byte[0];
    private int[] keyFrom = new int[32];
    private int[] keyTo = new int[32];
    private int[] valueFrom = new int[32];
    private int[] valueTo = new int[32];
    private int count;
    private int[] wordFrom = new int[16];
    private int[] wordTo = new int[16];
    private int words;

    void split(byte[] text, int from, int to) {
        bytes = text;
        count = 0;
        findKeys((byte) '=', from, to);
        if (count == 0) {
            findKeys((byte) ':', from, to);
        }
        endValues(to);
    }

    private void findKeys(byte separator, int from, int to) {
        byte[] b = bytes;
        int barrier = from;
        for (int at = from; at < to; at++) {
            if (b[at] != separator) {
                continue;
            }
            int key = at;
            while (key > barrier && Ascii.isIdentifier(b[key - 1])) {
                key--;
            }
            // A kretprobe without named arguments prints $retval=.
            if (key > barrier && key < at && b[key - 1] == '$') {
                key--;
            }
            if (key < at && (key == from || Ascii.isBlank(b[key - 1]) || b[key - 1] == '(')) {
                add(key, at);
            }
            barrier = at + 1;
        }
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

    private void endValues(int to) {
        for (int i = 0; i < count; i++) {
            int end = i + 1 < count ? keyFrom[i + 1] : to;
            if (i + 1 < count && bytes[end - 1] == '(') {
                end--;
            }
            int start = keyTo[i] + 1;
            // sys_madvise(start: 7f.., behavior: 4) has a blank behind its colons.
            while (start < end && bytes[start] == ' ' && bytes[keyTo[i]] == ':') {
                start++;
            }
            valueFrom[i] = start;
            valueTo[i] = trimmed(start, Math.max(start, end));
        }
    }

    private int trimmed(int from, int to) {
        byte[] b = bytes;
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

    /** The field's index, or -1. */
    int find(byte[] key, int hint) {
        if (hint >= 0 && hint < count && keyIs(hint, key)) {
            return hint;
        }
        for (int i = 0; i < count; i++) {
            if (keyIs(i, key)) {
                return i;
            }
        }
        return -1;
    }

    private boolean keyIs(int field, byte[] key) {
        int from = keyFrom[field];
        return keyTo[field] - from == key.length && Ascii.startsWith(bytes, from, keyTo[field], key);
    }

    /** The index that stands for word {@code n}, or -1. */
    int word(long n) {
        return n < words ? WORDS + (int) n : -1;
    }

    int from(int field) {
        return field >= WORDS ? wordFrom[field - WORDS] : valueFrom[field];
    }

    int to(int field) {
        return field >= WORDS ? wordTo[field - WORDS] : valueTo[field];
    }
}
