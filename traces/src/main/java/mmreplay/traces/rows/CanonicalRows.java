package mmreplay.traces.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import mmreplay.traces.LazyText;
import mmreplay.traces.RawEvent;
import mmreplay.traces.dialect.Plausible;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.text.EventNames;
import org.jspecify.annotations.Nullable;

/**
 * Events in mmreplay's own vocabulary. One event of a tracer may be several of these: {@code part} says {@code 1/3}, {@code 2/3},
 * {@code 3/3} then, in consecutive rows of the same context, and only all of them together are an event.
 */
final class CanonicalRows implements EventRows, LazyText {

    /** More than any dialect makes of one event. */
    static final int MOST_PARTS = 64;

    private static final Map<String, EventKind> KINDS = Arrays.stream(EventKind.values())
            .collect(Collectors.toUnmodifiableMap(EventKind::name, Function.identity()));
    private static final int LONGEST_NAME = 560;
    private static final String NOT_NEEDED = "not_needed";

    private final EventNames names = new EventNames();
    private final List<MmEvent> pool = new ArrayList<>();
    private String comm = "";
    /** How many of {@link #pool} are read. */
    private int parts;

    private int next = 1;
    private int of = 1;
    private long time;
    private int cpu;
    private int pid;

    @Override
    public Read read(Row row, RawEvent event, long newTime, int newCpu, int newPid) {
        if (!part(row.get(Columns.PART), newTime, newCpu, newPid)) {
            return Read.NOT_UNDERSTOOD;
        }
        if (next == 1) {
            parts = 0;
        }
        Read read = row.has(Columns.KIND) ? kind(row) : bare(row);
        if (read != Read.EVENT) {
            return read;
        }
        next++;
        if (next <= of) {
            return Read.PART;
        }
        next = 1;
        comm = row.get(Columns.COMM);
        name(row, event);
        List<MmEvent> canonical = pool.subList(0, parts);
        event.setBytes(new byte[0], 0, 0, 0, 0);
        event.setCanonical(canonical);
        event.setText(this, false);
        return Read.EVENT;
    }

    /** Takes the next part's number; false if it is not the one that must come. */
    private boolean part(String text, long newTime, int newCpu, int newPid) {
        int slash = text.indexOf('/');
        OptionalLong number = slash < 0 ? OptionalLong.of(1) : FieldText.number(text.substring(0, slash));
        OptionalLong all = slash < 0 ? OptionalLong.of(1) : FieldText.number(text.substring(slash + 1));
        if (number.isEmpty() || all.isEmpty() || (slash < 0 && !text.isEmpty())) {
            return false;
        }
        if (next == 1) {
            boolean first = number.getAsLong() == 1 && all.getAsLong() >= 1 && all.getAsLong() <= MOST_PARTS;
            of = first ? (int) all.getAsLong() : 1;
            time = newTime;
            cpu = newCpu;
            pid = newPid;
            return first;
        }
        return number.getAsLong() == next && all.getAsLong() == of && time == newTime && cpu == newCpu && pid == newPid;
    }

    /** A row without a kind: an event of which nothing more is known than that it happened. */
    private Read bare(Row row) {
        boolean says = row.values().keySet().stream().anyMatch(name -> !Columns.known(Form.CANONICAL, name));
        return says || of > 1 ? Read.NOT_UNDERSTOOD : Read.EVENT;
    }

    private Read kind(Row row) {
        EventKind kind = KINDS.get(row.get(Columns.KIND));
        if (kind == null) {
            return Read.NAME_NOT_KNOWN;
        }
        if (parts == pool.size()) {
            pool.add(new MmEvent());
        }
        MmEvent event = pool.get(parts);
        event.begin(kind, 0, time, cpu, pid);
        for (Map.Entry<String, String> cell : row.values().entrySet()) {
            if (Columns.known(Form.CANONICAL, cell.getKey())) {
                continue;
            }
            Field field = Columns.fields().get(cell.getKey());
            OptionalLong value = field == null ? OptionalLong.empty() : FieldText.value(field, cell.getValue());
            if (field == null || value.isEmpty()) {
                return field == null || FieldText.isName(field) ? Read.NAME_NOT_KNOWN : Read.NOT_UNDERSTOOD;
            }
            event.set(field, value.getAsLong());
        }
        parts++;
        boolean possible = Plausible.is(event) && kind.required().stream().allMatch(event::has);
        return possible ? Read.EVENT : Read.IMPOSSIBLE;
    }

    private void name(Row row, RawEvent event) {
        String name = row.get(Columns.EVENT);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            name = parts == 0 ? NOT_NEEDED : pool.get(0).kind().name();
        }
        int id = names.id(name);
        event.setName(Math.max(0, id), id == EventNames.NO_ID ? NOT_NEEDED : names.name(id));
    }

    @Override
    public void placed(RawEvent event) {
        for (int i = 0; i < parts; i++) {
            pool.get(i).context(event);
        }
    }

    @Override
    public boolean broken() {
        boolean begun = next > 1;
        next = 1;
        return begun;
    }

    @Override
    public void print(RawEvent event) {
        @Nullable List<MmEvent> canonical = event.canonical();
        String text =
                canonical == null ? "" : canonical.stream().map(FieldText::of).collect(Collectors.joining("; "));
        if (text.startsWith(event.name())) {
            // it is named after what it means
            text = text.substring(event.name().length()).stripLeading();
        }
        byte[] commBytes = comm.getBytes(UTF_8);
        byte[] textBytes = text.getBytes(UTF_8);
        byte[] both = Arrays.copyOf(commBytes, commBytes.length + textBytes.length);
        System.arraycopy(textBytes, 0, both, commBytes.length, textBytes.length);
        event.setBytes(both, 0, commBytes.length, commBytes.length, both.length);
    }
}
