package mmreplay.invariants.loss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceReader;
import mmreplay.traces.TraceWriter;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.perf.PerfScriptFormat;
import mmreplay.traces.rows.CsvFormat;
import mmreplay.traces.rows.Form;
import mmreplay.traces.rows.JsonlFormat;
import mmreplay.traces.rows.RowWriter;
import mmreplay.traces.source.Content;
import mmreplay.traces.tracecmd.TraceCmdReportFormat;
import mmreplay.traces.tracefs.TracefsFormat;
import mmreplay.traces.tracefs.TracefsWriter;

/** How a damaged trace reaches the replay: as it is, or through a text of some format, with the marks which that has for losses. */
enum Passage {
    MEMORY {
        @Override
        TraceReader reader(Damaged damaged) {
            return new DamagedReader(damaged, true);
        }
    },
    TRACEFS {
        @Override
        TraceReader reader(Damaged damaged) throws IOException, UnusableTraceException {
            String text = text(damaged, out -> new TracefsWriter(damaged.info(), out));
            if (damaged.overwritten()) {
                // only the header tells
                String counts = damaged.events() + "/" + damaged.of().events();
                text = text.replaceFirst("entries-written: \\S+", "entries-written: " + counts)
                        .replaceAll("(?m)^##### CPU .*\n", "");
            }
            return open(text, new TracefsFormat());
        }
    },
    TRACE_CMD {
        @Override
        TraceReader reader(Damaged damaged) throws IOException, UnusableTraceException {
            return open(text(damaged, out -> new OtherText.TraceCmd(damaged, out)), new TraceCmdReportFormat());
        }
    },
    PERF {
        @Override
        TraceReader reader(Damaged damaged) throws IOException, UnusableTraceException {
            return open(text(damaged, out -> new OtherText.Perf(damaged, out)), new PerfScriptFormat());
        }
    },
    CSV {
        @Override
        TraceReader reader(Damaged damaged) throws IOException, UnusableTraceException {
            return open(text(damaged, out -> RowWriter.csv(Form.RAW, out)), new CsvFormat());
        }
    },
    CANONICAL_JSONL {
        @Override
        TraceReader reader(Damaged damaged) throws IOException, UnusableTraceException {
            return open(text(damaged, out -> RowWriter.jsonl(Form.CANONICAL, out)), new JsonlFormat());
        }
    };

    abstract TraceReader reader(Damaged damaged) throws IOException, UnusableTraceException;

    private interface Writing {
        TraceWriter to(ByteArrayOutputStream out) throws IOException;
    }

    private static String text(Damaged damaged, Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceWriter writer = writing.to(out);
        DamagedReader reader = new DamagedReader(damaged, true);
        writer.begin(damaged.info(), reader.stated());
        TraceReader.Step step = reader.next();
        while (step != TraceReader.Step.END) {
            if (step == TraceReader.Step.GAP) {
                writer.gap(reader.gap());
            } else {
                RawEvent event = reader.event();
                writer.event(event, event.canonical() == null ? List.of() : event.canonical());
            }
            step = reader.next();
        }
        writer.end(damaged.info(), reader.stated());
        return out.toString(UTF_8);
    }

    private static TraceReader open(String text, TraceFormat format) throws IOException, UnusableTraceException {
        return TraceFile.open(Path.of("damaged"), new Memory(text.getBytes(UTF_8)), Optional.of(format));
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Memory(byte[] bytes) implements Content {
        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public SeekableByteChannel channel() {
            throw new UnsupportedOperationException("a text is read as a stream");
        }

        @Override
        public SeekableByteChannel unpacked() {
            throw new UnsupportedOperationException("a text is read as a stream");
        }

        @Override
        public void close() {}
    }
}
