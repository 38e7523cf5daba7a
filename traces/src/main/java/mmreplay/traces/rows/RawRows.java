package mmreplay.traces.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import mmreplay.traces.RawEvent;
import mmreplay.traces.text.EventNames;
import mmreplay.traces.text.OneLine;

/**
 * Events as a tracer names them. The text is the column {@code fields} and behind it, as {@code name=value}, every column that has
 * no meaning of its own: numbers first, since a text may hold what looks like a field, and the first of two equal names counts.
 */
final class RawRows implements EventRows {

    /** A kernel symbol with offset and size; names are kept, so what is no name must not fill the memory. */
    private static final int LONGEST_NAME = 560;

    private final EventNames names = new EventNames();
    private final EventNames buffers = new EventNames();

    @Override
    public Read read(Row row, RawEvent event, long time, int cpu, int pid) {
        String name = row.get(Columns.EVENT);
        // sched:sched_switch, tracepoint:sched:sched_switch
        name = name.substring(name.lastIndexOf(':') + 1).strip();
        String buffer = row.get(Columns.BUFFER);
        if (name.isEmpty() || name.length() > LONGEST_NAME || buffer.length() > LONGEST_NAME) {
            return Read.NOT_UNDERSTOOD;
        }
        int id = names.id(name);
        int bufferId = buffers.id(buffer);
        if (id == EventNames.NO_ID || bufferId == EventNames.NO_ID) {
            return Read.NOT_UNDERSTOOD;
        }
        byte[] comm = row.get(Columns.COMM).getBytes(UTF_8);
        byte[] text = text(row).getBytes(UTF_8);
        byte[] both = new byte[comm.length + text.length];
        System.arraycopy(comm, 0, both, 0, comm.length);
        System.arraycopy(text, 0, both, comm.length, text.length);
        event.setName(id, names.name(id));
        event.setBuffer(bufferId, buffer);
        event.setBytes(both, 0, comm.length, comm.length, both.length);
        return Read.EVENT;
    }

    private static String text(Row row) {
        StringBuilder numbers = new StringBuilder(row.get(Columns.FIELDS));
        StringBuilder texts = new StringBuilder();
        for (Map.Entry<String, String> cell : row.values().entrySet()) {
            if (!Columns.known(Form.RAW, cell.getKey())) {
                boolean number = FieldText.number(cell.getValue()).isPresent();
                (number ? numbers : texts)
                        .append(' ')
                        .append(cell.getKey())
                        .append('=')
                        .append(cell.getValue());
            }
        }
        // JSON can write a line feed into a name and a value, and an event's text is one line
        String text = OneLine.of(numbers.append(texts).toString());
        return row.has(Columns.FIELDS) ? text : text.stripLeading();
    }

    @Override
    public void placed(RawEvent event) {
        // nothing waits for the context
    }

    @Override
    public boolean broken() {
        return false;
    }
}
