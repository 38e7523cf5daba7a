package mmreplay.traces.hostile;

import java.io.IOException;

class TraceDatFuzzTest extends FormatFuzz {
    TraceDatFuzzTest() throws IOException {
        super("trace.dat");
    }
}
