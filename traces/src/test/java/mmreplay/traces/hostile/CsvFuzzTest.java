package mmreplay.traces.hostile;

import java.io.IOException;

class CsvFuzzTest extends FormatFuzz {
    CsvFuzzTest() throws IOException {
        super("csv");
    }
}
