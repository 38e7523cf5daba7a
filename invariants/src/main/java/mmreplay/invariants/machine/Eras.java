package mmreplay.invariants.machine;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mmreplay.invariants.result.EraResult;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * Which kernel this is, as far as rules depend on it. A version that the user states decides. Else what the trace shows
 * decides from the line on that shows it, and where it shows nothing the version that was recorded beside it. No gap changes
 * that: a kernel stays the same for a whole trace.
 */
public final class Eras {

    /** How it is known whether a change holds. */
    public enum By {
        /** The user said which kernel it is. */
        OPTION,
        /** An event of the trace shows it. */
        TRACE,
        /** The version that was recorded with the trace. */
        RECORDED,
        NOTHING
    }

    /** Shown by one event that it holds, by another that it does not: -1. */
    private static final int BOTH = -1;

    private final Map<Era, Integer> shown = new EnumMap<>(Era.class);
    private final Map<Era, Long> lines = new EnumMap<>(Era.class);
    private @Nullable KernelVersion option;
    private @Nullable KernelVersion recorded;

    Eras(Transitions transitions) {
        transitions.on(EventKind.ERA, this::show);
    }

    /** Before the first event. */
    public void kernel(Optional<KernelVersion> stated, Optional<KernelVersion> recordedBeside) {
        option = stated.orElse(null);
        recorded = recordedBeside.orElse(null);
    }

    /** Whether the kernel has this change. */
    public Tri has(Era era) {
        return switch (by(era)) {
            case OPTION -> Tri.of(option != null && era.since(option));
            case TRACE -> Tri.of(shown.getOrDefault(era, 0) == 1);
            case RECORDED -> Tri.of(recorded != null && era.since(recorded));
            case NOTHING -> Tri.UNKNOWN;
        };
    }

    public By by(Era era) {
        if (option != null) {
            return By.OPTION;
        }
        Integer seen = shown.get(era);
        if (seen != null) {
            return seen == BOTH ? By.NOTHING : By.TRACE;
        }
        return recorded == null ? By.NOTHING : By.RECORDED;
    }

    /** All of them, in order. */
    public List<EraResult> results() {
        return Stream.of(Era.values())
                .map(era -> new EraResult(
                        era.name(),
                        era.first(),
                        era.change(),
                        has(era).name().toLowerCase(Locale.ROOT),
                        by(era).name().toLowerCase(Locale.ROOT),
                        by(era) == By.TRACE ? lines.getOrDefault(era, 0L) : 0))
                .toList();
    }

    private void show(MmEvent event) {
        long ordinal = event.get(Field.ERA);
        if (ordinal < 0 || ordinal >= Era.values().length) {
            return; // a dialect that takes it from a field of the trace may say anything
        }
        Era era = Era.values()[(int) ordinal];
        int holds = event.is(Field.HOLDS) ? 1 : 0;
        Integer before = shown.get(era);
        shown.put(era, before == null || before == holds ? holds : BOTH);
        lines.putIfAbsent(era, event.line());
    }
}
