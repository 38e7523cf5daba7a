package mmreplay.traces;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import mmreplay.traces.perf.Recipes;
import org.jspecify.annotations.Nullable;

/** Files that no reader reads, known by their first bytes, and what to do with them. */
enum Magic {
    PERF_DATA("PERFILE2", "it is a perf.data, whose text is read; print it first: " + Recipes.PRINT),
    PERF_DATA_BIG_ENDIAN("2ELIFREP", "it is a perf.data, whose text is read; print it first: " + Recipes.PRINT),
    /** What is looked at has no compression any more, unless it had two. */
    GZIP_TWICE("\u001f\u008b", "it is compressed twice; decompress it once first: gzip -dc"),
    ZSTD_TWICE("(\u00b5/\u00fd", "it is compressed twice; decompress it once first: zstd -dc"),
    XZ_TWICE("\u00fd7zXZ\0", "it is compressed twice; decompress it once first: xz -dc"),
    BZIP2("BZh", "it is compressed with bzip2; decompress it first: bzip2 -d"),
    LZ4("\u0004\"M\u0018", "it is compressed with lz4; decompress it first: lz4 -d"),
    ZIP("PK\u0003\u0004", "it is a zip archive; unpack it first: unzip"),
    UTF_16_LE("\u00ff\u00fe", "it is UTF-16 text; convert it first: iconv -f UTF-16 -t UTF-8"),
    UTF_16_BE("\u00fe\u00ff", "it is UTF-16 text; convert it first: iconv -f UTF-16 -t UTF-8");

    /** One char per byte. */
    private final String bytes;

    private final String refusal;

    Magic(String bytes, String refusal) {
        this.bytes = bytes;
        this.refusal = refusal;
    }

    private boolean begins(byte[] head, int length) {
        return Ascii.startsWith(head, 0, length, bytes.getBytes(ISO_8859_1));
    }

    /** Why a file that begins so is not read, or null if its begin says nothing. */
    static @Nullable String refusal(byte[] head, int length) {
        for (Magic magic : values()) {
            if (magic.begins(head, length)) {
                return magic.refusal;
            }
        }
        return null;
    }
}
