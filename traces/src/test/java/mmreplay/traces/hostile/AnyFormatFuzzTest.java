package mmreplay.traces.hostile;

import java.io.IOException;

/** The content tells which reader gets it. */
class AnyFormatFuzzTest extends FormatFuzz {
    AnyFormatFuzzTest() throws IOException {
        super("");
    }
}
