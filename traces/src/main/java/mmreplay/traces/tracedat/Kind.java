package mmreplay.traces.tracedat;

import mmreplay.traces.tracedat.print.EventField;
import mmreplay.traces.tracedat.print.EventFormat;

/** What one event id means in this file. */
final class Kind {

    /** How tracefs prints it. */
    enum Style {
        /** As its {@code print fmt} says. */
        PLAIN,
        /** A kprobe or what prints like one: {@code (func+0x0/0x80) arg=1}. */
        PROBE,
        /** A kretprobe: {@code (caller+0x12/0x80 <- func) arg=1}. */
        RETURN_PROBE,
        /** A marker or trace_printk: its name is that of the function that wrote it. */
        WRITTEN,
        FUNCTION,
        KERNEL_STACK,
        USER_STACK,
        /** {@code sys_madvise(start: 7fd0de609000, ..)}. */
        SYSCALL,
        /** {@code sys_madvise -> 0x0}. */
        SYSCALL_EXIT
    }

    private static final String TRACERS = "ftrace";
    private static final String ENTER = "sys_enter_";
    private static final String EXIT = "sys_exit_";

    final EventFormat format;
    final Style style;
    final String name;
    final int nameId;
    /** Where the task's pid stands in the event: at 4 in all kernels so far. */
    final int pidAt;

    /** An entry of the tracers, not of a tracepoint: each buffer has its own. */
    final boolean tracers;
    /** The buffer that it is taken from, -1 until it occurs. */
    int owner = -1;

    private Kind(EventFormat format, Style style, String name, int nameId) {
        this.format = format;
        this.style = style;
        this.name = name;
        this.nameId = nameId;
        EventField pid = format.field("common_pid");
        this.pidAt = pid == null ? 4 : pid.offset();
        this.tracers = format.system().equals(TRACERS);
    }

    static Kind of(EventFormat format, EventIds ids) {
        Style style = style(format);
        String name = format.name();
        if (style == Style.SYSCALL) {
            name = "sys_" + name.substring(ENTER.length());
        } else if (style == Style.SYSCALL_EXIT) {
            name = "sys_" + name.substring(EXIT.length());
        }
        return new Kind(format, style, name, ids.id(name));
    }

    boolean probe() {
        return style == Style.PROBE || style == Style.RETURN_PROBE;
    }

    private static Style style(EventFormat format) {
        if (format.field("__probe_ip") != null) {
            return Style.PROBE;
        }
        if (format.field("__probe_ret_ip") != null && format.field("__probe_func") != null) {
            return Style.RETURN_PROBE;
        }
        String name = format.name();
        return switch (format.system()) {
            case TRACERS ->
                switch (name) {
                    case "print", "bputs", "bprint" -> Style.WRITTEN;
                    case "function" -> Style.FUNCTION;
                    case "kernel_stack" -> Style.KERNEL_STACK;
                    case "user_stack" -> Style.USER_STACK;
                    default -> Style.PLAIN;
                };
            case "syscalls" ->
                name.startsWith(ENTER) ? Style.SYSCALL : name.startsWith(EXIT) ? Style.SYSCALL_EXIT : Style.PLAIN;
            default -> Style.PLAIN;
        };
    }
}
