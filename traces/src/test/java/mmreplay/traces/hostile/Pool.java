package mmreplay.traces.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import mmreplay.traces.ByteLines;
import mmreplay.traces.tracedat.DatBuilder;
import mmreplay.traces.tracedat.Packing;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Small cuts of real files, for damage: of each text its begin and its middle, plain and compressed; a trace.dat as a whole. */
public final class Pool {

    /** So small that reading it takes a fraction of a millisecond, in bytes. */
    public static final int SMALL = 3000;

    private static final int HEAD = 200_000;
    private static final int MOST_HEADER_LINES = 15;
    private static final int LARGEST_BINARY = 48 << 10;
    private static final byte[] BINARY = "\u0017\bDtracing".getBytes(US_ASCII);

    private static final int COMPRESS_EVERY = 6;

    private final List<Cut> cuts = new ArrayList<>();
    private final int size;
    private int compresses;

    private Pool(int size) {
        this.size = size;
    }

    /**
     * One input to damage.
     *
     * @param name says where it comes from
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares cuts
    public record Cut(String name, byte[] bytes) {}

    private interface Compressor {
        OutputStream over(OutputStream out) throws IOException;
    }

    /** The cuts of all files in these folders and below, in the order of their paths; {@code size} is a text's, in bytes. */
    public static List<Cut> of(List<Path> folders, int size) throws IOException {
        Pool pool = new Pool(size);
        for (Path folder : folders) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    pool.add(file);
                }
            }
        }
        return List.copyOf(pool.cuts);
    }

    private void add(Path file) throws IOException {
        String name = file.toString();
        if (name.endsWith(".md") || Files.size(file) == 0) {
            return;
        }
        byte[] head;
        try (ByteLines lines = new ByteLines(Files.newInputStream(file))) {
            int length = lines.head(HEAD);
            head = Arrays.copyOf(lines.bytes(), length);
        }
        if (head.length >= BINARY.length && Arrays.equals(head, 0, BINARY.length, BINARY, 0, BINARY.length)) {
            if (Files.size(file) <= LARGEST_BINARY) {
                cuts.add(new Cut(name, head));
            }
            return;
        }
        byte[] begin = begin(head);
        cuts.add(new Cut(name, begin));
        cuts.add(new Cut(name + " (middle)", middle(head)));
        if (compresses++ % COMPRESS_EVERY == 0) {
            cuts.add(new Cut(name + " (gzip)", compressed(begin, GZIPOutputStream::new)));
            cuts.add(new Cut(name + " (zstd)", compressed(begin, ZstdOutputStream::new)));
            cuts.add(new Cut(name + " (xz)", compressed(begin, out -> new XZOutputStream(out, new LZMA2Options(0)))));
        }
    }

    /** Only those cuts that are compressed. */
    static List<Cut> compressed(List<Path> folders) throws IOException {
        return of(folders, SMALL).stream()
                .filter(cut -> cut.name().endsWith(")") && !cut.name().endsWith("(middle)"))
                .toList();
    }

    /** Hand-made trace.dats, each of another version, byte order, word size and compression. */
    public static List<Cut> built() {
        List<Cut> cuts = new ArrayList<>();
        for (boolean big : new boolean[] {false, true}) {
            for (int longSize : new int[] {4, 8}) {
                for (Packing packing : Packing.values()) {
                    String name = "built, " + (big ? "big" : "little") + " endian, " + longSize + ", " + packing;
                    byte[] bytes = DatBuilder.example(big, longSize, packing);
                    cuts.add(new Cut(name, bytes));
                }
            }
        }
        return cuts;
    }

    private static byte[] compressed(byte[] plain, Compressor compressor) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream to = compressor.over(out)) {
            to.write(plain);
        }
        return out.toByteArray();
    }

    /** Up to the end of a line. */
    private byte[] begin(byte[] text) {
        return Arrays.copyOf(text, lineEnd(text, Math.min(size, text.length)));
    }

    /** The header and lines from the middle. */
    private byte[] middle(byte[] text) {
        int header = 0;
        for (int i = 0; i < MOST_HEADER_LINES && header < text.length && (i == 0 || text[header] == '#'); i++) {
            header = lineEnd(text, header + 1);
        }
        int from = Math.max(header, lineEnd(text, text.length / 2));
        int to = lineEnd(text, Math.min(text.length, from + size));
        byte[] cut = Arrays.copyOf(text, header + to - from);
        System.arraycopy(text, from, cut, header, to - from);
        return cut;
    }

    /** Behind the newline at or behind {@code at - 1}. */
    private static int lineEnd(byte[] text, int at) {
        int end = Math.max(1, at);
        while (end < text.length && text[end - 1] != '\n') {
            end++;
        }
        return Math.min(end, text.length);
    }
}
