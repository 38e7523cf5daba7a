package mmreplay.traces.rows;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import java.util.TreeMap;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.KernelVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of itself, key by key: at its top, and again at its end, where the end knows more. In a text each is a comment,
 * {@code # kernel: 6.1}.
 */
public final class Statement {

    static final String FORM = "mmreplay";

    private static final String CLOCK = "clock";
    private static final String RESOLUTION = "resolution";
    private static final String CPUS = "cpus";
    private static final String KERNEL = "kernel";
    private static final String VMEMMAP = "vmemmap_base";
    private static final String PAGE_OFFSET = "page_offset_base";
    private static final String MISSES = "misses";
    private static final String IN_BUFFER = "in_buffer";
    private static final String WRITTEN = "written";
    private static final String COMPLETE = "complete";
    private static final String LOSSES = "losses";

    /** All keys, in the order in which they are written. */
    static final List<String> KEYS = List.of(
            FORM, CLOCK, RESOLUTION, CPUS, KERNEL, VMEMMAP, PAGE_OFFSET, MISSES, LOSSES, IN_BUFFER, WRITTEN, COMPLETE);

    /** Those of the recording, not of the file. */
    private static final List<String> RECORDING = List.of(KERNEL, VMEMMAP, PAGE_OFFSET, MISSES, LOSSES);

    private static final String COLON = ": ";
    private static final int MAX_CPUS = 1 << 16;
    private static final String RAW_CLOCK = "raw";
    private static final String NANOSECONDS = "ns";
    private static final String SHOWN = "shown";
    private static final String HIDDEN = "hidden";

    private final Map<String, String> values = new LinkedHashMap<>();

    static boolean isKey(String name) {
        return KEYS.contains(name);
    }

    /** The statement that a comment holds, or null. */
    static Map.@Nullable Entry<String, String> ofComment(String line) {
        int colon = line.indexOf(COLON);
        String key = colon > 0 ? line.substring(1, colon).strip() : "";
        return isKey(key)
                ? Map.entry(key, line.substring(colon + COLON.length()).strip())
                : null;
    }

    /** Takes what a comment says of the recording; what it says of its own file is for another format. */
    public void recording(String comment) {
        Map.Entry<String, String> said = ofComment(comment);
        if (said != null && RECORDING.contains(said.getKey())) {
            put(said.getKey(), said.getValue());
        }
    }

    /** Takes one statement; false if it is none or its value cannot be. */
    boolean put(String key, String value) {
        boolean understood = understood(key, value);
        if (understood) {
            values.put(key, value);
        }
        return understood;
    }

    private static boolean understood(String key, String value) {
        return switch (key) {
            case FORM -> Form.of(value).isPresent();
            case CLOCK -> value.equals(RAW_CLOCK) || value.equals(NANOSECONDS);
            case RESOLUTION -> value.equals("1") || value.equals("1000");
            case CPUS -> number(value) > 0 && number(value) <= MAX_CPUS;
            case KERNEL -> KernelVersion.parse(value).isPresent();
            case VMEMMAP, PAGE_OFFSET -> FieldText.number(value).isPresent();
            case MISSES -> words(value).stream().allMatch(Statement::isMiss);
            case LOSSES -> value.equals(SHOWN) || value.equals(HIDDEN);
            case IN_BUFFER, WRITTEN -> number(value) >= 0;
            case COMPLETE -> words(value).stream().allMatch(Statement::isClass);
            default -> false;
        };
    }

    private static List<String> words(String text) {
        return Collections.list(new StringTokenizer(text)).stream()
                .map(String::valueOf)
                .toList();
    }

    private static boolean isMiss(String word) {
        return word.indexOf('=') > 0 && number(word.substring(word.indexOf('=') + 1)) >= 0;
    }

    private static boolean isClass(String word) {
        return word.isEmpty()
                || Arrays.stream(FactClass.values())
                        .anyMatch(known -> known.name().equals(word));
    }

    /** Not negative, or -1. */
    private static long number(String text) {
        OptionalLong number = text.startsWith("-") ? OptionalLong.empty() : FieldText.number(text);
        return number.isPresent() && number.getAsLong() >= 0 ? number.getAsLong() : -1;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    void clear() {
        values.clear();
    }

    /** This one, but {@code later} where it says something. */
    Statement with(Statement later) {
        Statement both = new Statement();
        both.values.putAll(values);
        both.values.putAll(later.values);
        return both;
    }

    private String get(String key) {
        return values.getOrDefault(key, "");
    }

    private long count(String key) {
        return values.containsKey(key) ? number(get(key)) : -1;
    }

    Optional<Form> form() {
        return Form.of(get(FORM));
    }

    /** Nanoseconds, if it does not say. */
    ClockUnit clock() {
        if (get(CLOCK).equals(RAW_CLOCK)) {
            return ClockUnit.RAW;
        }
        return get(RESOLUTION).equals("1000") ? ClockUnit.NANOSECONDS : ClockUnit.EXACT_NANOSECONDS;
    }

    /** Or 0. */
    int cpus() {
        return (int) Math.max(0, count(CPUS));
    }

    /** Or -1. */
    long inBuffer() {
        return count(IN_BUFFER);
    }

    /** Or -1. */
    long written() {
        return count(WRITTEN);
    }

    /** What it all says of the recording. */
    public Stated stated(boolean canonical) {
        SortedMap<String, Long> misses = new TreeMap<>();
        for (String miss : words(get(MISSES))) {
            int equals = miss.indexOf('=');
            misses.put(miss.substring(0, equals), number(miss.substring(equals + 1)));
        }
        Set<FactClass> complete = EnumSet.noneOf(FactClass.class);
        words(get(COMPLETE)).forEach(word -> complete.add(FactClass.valueOf(word)));
        return new Stated(
                KernelVersion.parse(get(KERNEL)),
                bases(),
                misses,
                canonical ? Optional.of(complete) : Optional.empty(),
                !get(LOSSES).equals(HIDDEN));
    }

    private Bases bases() {
        long vmemmap = FieldText.number(get(VMEMMAP)).orElse(0);
        long pageOffset = FieldText.number(get(PAGE_OFFSET)).orElse(0);
        return vmemmap == 0 || pageOffset == 0 ? Bases.UNKNOWN : new Bases(vmemmap, pageOffset);
    }

    /** For a writer: what is known before the first event. */
    static Map<String, String> top(Form form, TraceInfo info, Stated stated) {
        Map<String, String> top = new LinkedHashMap<>();
        top.put(FORM, form.stated());
        clock(info.clock(), top);
        if (info.cpus() > 0) {
            top.put(CPUS, Integer.toString(info.cpus()));
        }
        top.putAll(recording(stated));
        if (form == Form.CANONICAL) {
            // no pointer is left that would have to be resolved
            top.remove(VMEMMAP);
            top.remove(PAGE_OFFSET);
        }
        return top;
    }

    /** For a writer: what is known of the recording besides its events. */
    public static Map<String, String> recording(Stated stated) {
        Map<String, String> said = new LinkedHashMap<>();
        stated.kernel().ifPresent(kernel -> said.put(KERNEL, kernel.toString()));
        if (!stated.bases().unknown()) {
            said.put(VMEMMAP, "0x" + Long.toHexString(stated.bases().vmemmapBase()));
            said.put(PAGE_OFFSET, "0x" + Long.toHexString(stated.bases().pageOffsetBase()));
        }
        if (!stated.misses().isEmpty()) {
            StringJoiner misses = new StringJoiner(" ");
            stated.misses().forEach((probe, count) -> misses.add(probe.replaceAll("[^!-~]|=", "_") + "=" + count));
            said.put(MISSES, misses.toString());
        }
        if (!stated.lossesShown()) {
            said.put(LOSSES, HIDDEN);
        }
        return said;
    }

    private static void clock(ClockUnit clock, Map<String, String> statement) {
        statement.put(CLOCK, clock.isTime() ? NANOSECONDS : RAW_CLOCK);
        if (clock.isTime()) {
            statement.put(RESOLUTION, Long.toString(clock.resolution()));
        }
    }

    /** For a writer: what is known after the last event. */
    static Map<String, String> end(ClockUnit atTop, TraceInfo info, Stated stated) {
        Map<String, String> end = new LinkedHashMap<>();
        // the top may have said otherwise: what a file proves, it proves at its end
        end.put(LOSSES, stated.lossesShown() ? SHOWN : HIDDEN);
        if (info.clock() != atTop) {
            clock(info.clock(), end);
        }
        if (info.entriesInBuffer() >= 0 && info.entriesWritten() >= 0) {
            end.put(IN_BUFFER, Long.toString(info.entriesInBuffer()));
            end.put(WRITTEN, Long.toString(info.entriesWritten()));
        }
        stated.complete().ifPresent(classes -> {
            StringJoiner names = new StringJoiner(" ");
            classes.stream().sorted().forEach(known -> names.add(known.name()));
            end.put(COMPLETE, names.toString());
        });
        return end;
    }
}
