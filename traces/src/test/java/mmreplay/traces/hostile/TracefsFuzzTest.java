package mmreplay.traces.hostile;

import java.io.IOException;

class TracefsFuzzTest extends FormatFuzz {
    TracefsFuzzTest() throws IOException {
        super("tracefs");
    }
}
