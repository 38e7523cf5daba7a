package mmreplay.invariants.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.convert.Conversion;
import mmreplay.traces.convert.Target;
import mmreplay.traces.rows.Form;
import mmreplay.traces.source.FileTrace;
import mmreplay.traces.source.Trace;
import mmreplay.traces.source.TraceOptions;

/** One format and form that a trace may be converted to. */
record Way(Target target, Optional<Form> form) {

    static final Way RAW_CSV = new Way(Target.CSV, Optional.of(Form.RAW));
    static final Way CANONICAL_CSV = new Way(Target.CSV, Optional.of(Form.CANONICAL));
    static final Way RAW_JSONL = new Way(Target.JSONL, Optional.of(Form.RAW));
    static final Way CANONICAL_JSONL = new Way(Target.JSONL, Optional.of(Form.CANONICAL));
    static final Way TEXT = new Way(Target.TRACEFS, Optional.empty());

    static final List<Way> ALL = List.of(RAW_CSV, CANONICAL_CSV, RAW_JSONL, CANONICAL_JSONL, TEXT);

    /** A file with this name, in a folder of its own. */
    static Path convert(Path trace, Way to, Path into) throws IOException, UnusableTraceException {
        try (Trace source = new FileTrace(trace, TraceOptions.STANDARD);
                OutputStream out = Files.newOutputStream(into)) {
            new Conversion(source, to.target, to.form).run(out, bytes -> {});
        }
        return into;
    }
}
