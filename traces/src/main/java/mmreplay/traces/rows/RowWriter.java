package mmreplay.traces.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.TraceWriter;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.text.OneLine;

/** Writes CSV or JSON lines, in either form: the same rows, whatever they are written to. */
public final class RowWriter implements TraceWriter {

    private static final Field[] FIELDS = Field.values();
    private static final String INTERRUPT = "h";

    private final Form form;
    private final RowSink sink;
    private final Row row = new Row();
    private ClockUnit clockAtTop = ClockUnit.NANOSECONDS;

    private RowWriter(Form form, RowSink sink) {
        this.form = form;
        this.sink = sink;
    }

    public static RowWriter csv(Form form, OutputStream out) throws IOException {
        return new RowWriter(form, new CsvSink(writer(out), Columns.of(form)));
    }

    public static RowWriter jsonl(Form form, OutputStream out) throws IOException {
        return new RowWriter(form, new JsonSink(writer(out), Columns.of(form)));
    }

    private static Writer writer(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    }

    @Override
    public void begin(TraceInfo info, Stated stated) throws IOException {
        clockAtTop = info.clock();
        sink.statement(Statement.top(form, info, stated));
        sink.columns();
    }

    @Override
    public void event(RawEvent event, List<MmEvent> canonical) throws IOException {
        if (form == Form.RAW) {
            context(event);
            row.put(Columns.INTERRUPT, event.interrupt() == 0 ? "" : Character.toString(event.interrupt()));
            row.put(Columns.FIELDS, OneLine.of(event.text()));
            row.put(Columns.BUFFER, OneLine.of(event.bufferName()));
            sink.row(row);
        } else if (canonical.isEmpty()) {
            canonicalContext(event);
            sink.row(row);
        } else {
            for (int i = 0; i < canonical.size(); i++) {
                canonicalContext(event);
                part(i + 1, canonical.size(), canonical.get(i));
                sink.row(row);
            }
        }
    }

    private void context(RawEvent event) {
        row.clear();
        row.put(Columns.TIME, event.time());
        row.put(Columns.CPU, event.cpu());
        row.put(Columns.PID, event.pid());
        if (event.tgid() >= 0) {
            row.put(Columns.TGID, event.tgid());
        }
        row.put(Columns.COMM, OneLine.of(event.comm()));
        row.put(Columns.EVENT, event.name());
    }

    private void canonicalContext(RawEvent event) {
        context(event);
        row.put(Columns.INTERRUPT, event.inInterrupt() ? INTERRUPT : "");
    }

    private void part(int number, int of, MmEvent event) {
        if (of > 1) {
            row.put(Columns.PART, number + "/" + of);
        }
        row.put(Columns.KIND, event.kind().name());
        for (Field field : FIELDS) {
            if (event.has(field)) {
                row.put(Columns.of(field), FieldText.of(event, field));
            }
        }
    }

    @Override
    public void gap(Gap gap) throws IOException {
        row.clear();
        GapRow.fill(row, gap);
        sink.row(row);
    }

    @Override
    public void end(TraceInfo info, Stated stated) throws IOException {
        sink.statement(Statement.end(clockAtTop, info, stated));
        sink.flush();
    }
}
