package mmreplay.traces.hostile;

import java.io.IOException;

class JsonlFuzzTest extends FormatFuzz {
    JsonlFuzzTest() throws IOException {
        super("jsonl");
    }
}
