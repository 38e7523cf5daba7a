package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The life of one process, again and again, each time with objects that never were before: another pid, other kernel addresses,
 * other pages. Real kernels give numbers out again, which hides state that outlives its object.
 */
final class Lives {

    /** Times; the task; its pid; kernel addresses but those of the task that lives on; pages; entries of page tables. */
    private static final Pattern CHANGING = Pattern.compile("(?<seconds>\\d+)\\.(?<micros>\\d{6}): "
            + "|(?<task>sh-56 +\\( +56\\))"
            + "|(?<pid>pid=56\\b)"
            + "|(?<![0-9a-f])(?<zerox>(?:0x)?)ffff8880(?!03453)(?<address>[0-9a-f]{8})"
            + "|(?<table>pfn|pt)=0x(?<page>[1-9a-f][0-9a-f]*)"
            + "|(?<which>old|new|cur|orig|pte)=0x(?<entry>[0-9a-f]{5,11}|80000[0-9a-f]{11})(?![0-9a-f])");

    private static final long MICROSECONDS = 1_000_000;
    private static final int FIRST_PID = 1000;
    private static final int PAGES = 0x400;

    private final List<IntFunction<String>> parts = new ArrayList<>();

    private final boolean onePid;

    private Lives(List<String> life, boolean onePid) {
        this.onePid = onePid;
        life.forEach(this::line);
    }

    static Lives of(List<String> life) {
        return new Lives(life, false);
    }

    /** One task lives on, and all that it does it does with other objects: it is not forked, and does not die. */
    static Lives ofOneTask(List<String> life) {
        return new Lives(
                life.stream().filter(line -> !line.contains("sched_process_")).toList(), true);
    }

    private void line(String line) {
        Matcher changing = CHANGING.matcher(line);
        int end = 0;
        while (changing.find()) {
            String before = line.substring(end, changing.start());
            parts.add(n -> before);
            parts.add(part(changing));
            end = changing.end();
        }
        String rest = line.substring(end) + "\n";
        parts.add(n -> rest);
    }

    private IntFunction<String> part(Matcher found) {
        String micros = found.group("micros");
        String address = found.group("address");
        String page = found.group("page");
        if (micros != null) {
            long time = Long.parseLong(found.group("seconds")) * MICROSECONDS + Long.parseLong(micros);
            return n -> time(time + n * 1000L);
        } else if (found.group("task") != null) {
            return n -> "sh-" + pid(n) + " (" + pid(n) + ")";
        } else if (found.group("pid") != null) {
            return n -> "pid=" + pid(n);
        } else if (address != null) {
            String zeroX = found.group("zerox");
            long first = 0xffff_8880_0000_0000L + Long.parseLong(address, 16);
            return n -> zeroX + Long.toHexString(first + n * 0x10_0000L);
        } else if (page != null) {
            String name = found.group("table");
            long first = Long.parseLong(page, 16);
            return n -> name + "=0x" + Long.toHexString(first + (long) n * PAGES);
        }
        String name = found.group("which");
        long entry = Long.parseUnsignedLong(found.group("entry"), 16);
        return n -> name + "=0x" + Long.toHexString(entry + (((long) n * PAGES) << 12));
    }

    private int pid(int n) {
        return FIRST_PID + (onePid ? 0 : n);
    }

    private static String time(long micros) {
        String digits = Long.toString(MICROSECONDS + micros % MICROSECONDS);
        return micros / MICROSECONDS + "." + digits.substring(1) + ": ";
    }

    /** The events of the n-th life, a line each. */
    void append(int n, StringBuilder text) {
        parts.forEach(part -> text.append(part.apply(n)));
    }
}
