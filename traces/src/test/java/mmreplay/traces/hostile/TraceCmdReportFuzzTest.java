package mmreplay.traces.hostile;

import java.io.IOException;

class TraceCmdReportFuzzTest extends FormatFuzz {
    TraceCmdReportFuzzTest() throws IOException {
        super("trace-cmd-report");
    }
}
