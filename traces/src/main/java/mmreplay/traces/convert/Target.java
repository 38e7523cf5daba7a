package mmreplay.traces.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceWriter;
import mmreplay.traces.rows.Form;
import mmreplay.traces.rows.RowWriter;
import mmreplay.traces.std.StdWriter;
import mmreplay.traces.tracefs.TracefsWriter;

/** Every format that is written. */
public enum Target {
    CSV(".csv", true) {
        @Override
        TraceWriter writer(Form form, TraceInfo whole, OutputStream out) throws IOException {
            return RowWriter.csv(form, out);
        }
    },
    JSONL(".jsonl", true) {
        @Override
        TraceWriter writer(Form form, TraceInfo whole, OutputStream out) throws IOException {
            return RowWriter.jsonl(form, out);
        }
    },
    TRACEFS(".txt", false) {
        @Override
        TraceWriter writer(Form form, TraceInfo whole, OutputStream out) {
            return new TracefsWriter(whole, out);
        }

        @Override
        boolean headTellsTheEnd() {
            return true;
        }
    },
    STD(".std", false) {
        @Override
        TraceWriter writer(Form form, TraceInfo whole, OutputStream out) {
            return new StdWriter(out);
        }
    };

    private static final String GZIP = ".gz";

    private final String suffix;
    private final boolean bothForms;

    Target(String suffix, boolean bothForms) {
        this.suffix = suffix;
        this.bothForms = bothForms;
    }

    abstract TraceWriter writer(Form form, TraceInfo whole, OutputStream out) throws IOException;

    /** What its first lines say is known only after the last event: the trace is read twice. */
    boolean headTellsTheEnd() {
        return false;
    }

    /** The form that it holds where there is no choice. */
    public Optional<Form> onlyForm() {
        return bothForms ? Optional.empty() : Optional.of(this == STD ? Form.CANONICAL : Form.RAW);
    }

    /** By the end of a file's name, before a {@code .gz}; empty if it tells nothing. */
    public static Optional<Target> ofName(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        String stem = isCompressed(plain) ? plain.substring(0, plain.length() - GZIP.length()) : plain;
        return Arrays.stream(values())
                .filter(target -> stem.endsWith(target.suffix))
                .findFirst();
    }

    /** A file of this name is to be compressed. */
    public static boolean isCompressed(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(GZIP);
    }
}
