package mmreplay.traces.tracedat;

import io.airlift.compress.zstd.ZstdCompressor;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Which version the file has, and how its parts are compressed. */
public enum Packing {
    V6(""),
    V7("none"),
    V7_ZLIB("zlib"),
    V7_ZSTD("zstd");

    final String compression;

    Packing(String compression) {
        this.compression = compression;
    }

    boolean compressed() {
        return ordinal() >= V7_ZLIB.ordinal();
    }

    byte[] compress(byte[] bytes) {
        byte[] out = new byte[2 * bytes.length + 1000];
        int length;
        if (this == V7_ZSTD) {
            length = new ZstdCompressor().compress(bytes, 0, bytes.length, out, 0, out.length);
        } else {
            Deflater deflater = new Deflater();
            deflater.setInput(bytes);
            deflater.finish();
            length = deflater.deflate(out);
            deflater.end();
        }
        return Arrays.copyOf(out, length);
    }
}
