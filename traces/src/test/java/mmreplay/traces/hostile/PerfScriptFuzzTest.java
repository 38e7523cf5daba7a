package mmreplay.traces.hostile;

import java.io.IOException;

class PerfScriptFuzzTest extends FormatFuzz {
    PerfScriptFuzzTest() throws IOException {
        super("perf-script");
    }
}
