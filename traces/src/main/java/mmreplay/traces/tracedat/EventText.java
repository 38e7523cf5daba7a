package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mmreplay.traces.FieldValues;
import mmreplay.traces.LazyText;
import mmreplay.traces.RawEvent;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.tracedat.print.EventBytes;
import mmreplay.traces.tracedat.print.EventField;
import mmreplay.traces.tracedat.print.EventFormat;
import mmreplay.traces.tracedat.print.Names;
import mmreplay.traces.tracedat.print.Out;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Prints the current event as tracefs does (the kernel's trace_output.c, trace_kprobe.c, trace_syscalls.c). */
final class EventText implements LazyText, Names {

    /** A trace_printk with arguments. */
    private static final String BPRINT = "bprint";

    private static final int MAX_TEXT = 32 << 20;
    private static final int MAX_WRITERS = 1 << 12;

    private final Contents contents;
    private final EventBytes event;
    private final Out out = new Out();
    private final Long2ObjectHashMap<String> writers = new Long2ObjectHashMap<>();
    private @Nullable Symbols symbols;
    private @Nullable Strings strings;
    private @Nullable Tasks tasks;
    private @Nullable Kind kind;
    private int pid;

    EventText(Contents contents) {
        this.contents = contents;
        event = new EventBytes(contents.words, contents.layout.longSize(), this);
    }

    /** The event that {@link #print} is about, until the next call. */
    void set(Kind newKind, int newPid, CpuStream stream) {
        kind = newKind;
        pid = newPid;
        event.set(stream.page(), stream.dataAt(), stream.dataLength());
    }

    /** The name of the function that wrote a marker or a trace_printk: tracefs prints it where events have theirs. */
    String writer(Kind written) {
        long ip = EventFormat.number(written.format.field("ip"), event);
        String known = writers.get(ip);
        if (known == null) {
            byte[] name = symbols().name(ip);
            known = name.length == 0 ? written.name : new String(name, ISO_8859_1);
            if (writers.size() < MAX_WRITERS) {
                writers.put(ip, known);
            }
        }
        return known;
    }

    /** The current event's name in the file, and its fields without the {@code print fmt}: what trace-cmd report -R prints. */
    Map.Entry<String, Map<String, String>> recorded() {
        Kind what = kind;
        return what == null ? Map.entry("", Map.of()) : Map.entry(what.format.name(), what.format.recorded(event));
    }

    @Override
    public void print(RawEvent raw) {
        Kind what = kind;
        if (what == null) {
            return;
        }
        out.clear();
        out.put(tasks().name(pid));
        int textFrom = out.length();
        body(what);
        int textTo = textFrom;
        while (textTo < out.length() && out.bytes()[textTo] != '\n') {
            textTo++;
        }
        raw.setBytes(out.bytes(), 0, textFrom, textFrom, textTo);
    }

    @Override
    public @Nullable FieldValues fields() {
        Kind what = kind;
        if (what == null) {
            return null;
        }
        return switch (what.style) {
            case PLAIN -> what.format.fields(event);
            // Its fields stand behind the first parenthesis that closes, and that is the place's if no symbol holds
            // one.
            case PROBE, RETURN_PROBE -> plainSymbols() ? what.format.argumentFields(event) : null;
            default -> null;
        };
    }

    @Override
    public boolean plainSymbols() {
        return symbols().plain();
    }

    private void body(Kind what) {
        EventFormat format = what.format;
        switch (what.style) {
            case PLAIN -> format.print(event, out);
            case PROBE -> {
                place(number(format, "__probe_ip"), true, "(");
                out.put(')');
                format.printArguments(event, out);
            }
            case RETURN_PROBE -> {
                place(number(format, "__probe_ret_ip"), true, "(");
                place(number(format, "__probe_func"), false, " <- ");
                out.put(')');
                format.printArguments(event, out);
            }
            case WRITTEN -> written(format);
            case FUNCTION -> {
                place(number(format, "ip"), false, "");
                place(number(format, "parent_ip"), false, " <-");
            }
            case KERNEL_STACK -> out.put("<stack trace>");
            case USER_STACK -> out.put("<user stack trace>");
            case SYSCALL -> syscall(format);
            case SYSCALL_EXIT -> out.put("-> 0x").hex(number(format, "ret"));
        }
    }

    private void place(long address, boolean offset, String before) {
        out.put(before);
        symbol(address, offset, out);
    }

    private long number(EventFormat format, String field) {
        return EventFormat.number(format.field(field), event);
    }

    /** The text without the name of its writer, {@code "%ps: %s"} of which the format speaks. */
    private void written(EventFormat format) {
        if (format.name().equals(BPRINT) && format.printBinary(event, out)) {
            return;
        }
        int from = out.length();
        format.print(event, out);
        for (int at = from; at + 1 < out.length(); at++) {
            if (out.bytes()[at] == ':' && out.bytes()[at + 1] == ' ') {
                byte[] text = Arrays.copyOfRange(out.bytes(), at + 2, out.length());
                out.cut(from);
                out.put(text);
                return;
            }
        }
    }

    private void syscall(EventFormat format) {
        out.put('(');
        List<EventField> fields = format.fields();
        boolean first = true;
        for (EventField field : fields) {
            if (!field.isCommon() && !field.name().equals("__syscall_nr") && field.kind() == EventField.Kind.SCALAR) {
                out.put(first ? "" : ", ").put(field.name()).put(": ").hex(EventFormat.number(field, event));
                first = false;
            }
        }
        out.put(')');
    }

    @Override
    public void symbol(long address, boolean offset, Out to) {
        symbols().print(address, offset, to);
    }

    @Override
    public byte @Nullable [] string(long address) {
        Strings known = strings;
        if (known == null) {
            known = new Strings(text(contents.printk));
            strings = known;
        }
        return known.at(address);
    }

    @Override
    public boolean isSymbol(long address) {
        return symbols().has(address);
    }

    private Symbols symbols() {
        Symbols known = symbols;
        if (known == null) {
            known = new Symbols(text(contents.kallsyms));
            symbols = known;
        }
        return known;
    }

    private Tasks tasks() {
        Tasks known = tasks;
        if (known == null) {
            known = new Tasks(text(contents.cmdlines));
            tasks = known;
        }
        return known;
    }

    /** A part that cannot be read is as good as none: then addresses stay numbers, and tasks have no names. */
    private byte[] text(Contents.@Nullable Lazy part) {
        if (part == null) {
            return new byte[0];
        }
        try {
            Area area = part.open();
            return area.bytes(0, area.size(), MAX_TEXT);
        } catch (DamagedException e) {
            contents.damaged(e);
        } catch (IOException e) {
            contents.problem(TraceIssue.DAMAGED_SECTION, 0);
        }
        return new byte[0];
    }
}
