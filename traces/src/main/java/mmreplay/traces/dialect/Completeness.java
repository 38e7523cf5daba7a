package mmreplay.traces.dialect;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Word;

/** Which classes of facts a trace records completely: what its dialects promise, as far as its own events bear it out. */
public final class Completeness {

    private Completeness() {}

    /**
     * A class is complete if some dialect in use declares it so, every event which that needs did occur, no probe that matters
     * to it lost hits, and every object that its events named could be told.
     *
     * @param missed names of probes that lost hits
     */
    public static Set<FactClass> of(EventMapper mapper, Collection<String> missed) {
        Set<FactClass> complete = EnumSet.noneOf(FactClass.class);
        for (Dialect dialect : mapper.used()) {
            dialect.complete().forEach((factClass, needed) -> {
                if (needed.stream().allMatch(name -> occurred(name, dialect, mapper))
                        && missed.stream().noneMatch(name -> feeds(dialect, name, factClass))
                        && dialect.emitters()
                                .noneMatch(emitter ->
                                        emitter.unresolved() && emitter.kind().factClass() == factClass)) {
                    complete.add(factClass);
                }
            });
        }
        return complete;
    }

    /** {@code lock_acquire(MMAP_LOCK)}: with that word in it. */
    private static boolean occurred(String needed, Dialect dialect, EventMapper mapper) {
        int open = needed.indexOf('(');
        if (open < 0) {
            return occurred(needed, mapper);
        }
        String name = needed.substring(0, open);
        Word word = Word.valueOf(needed.substring(open + 1, needed.length() - 1));
        return occurred(name, mapper)
                && dialect.emitters(name, dialect.probes()).stream().anyMatch(emitter -> emitter.showed(word));
    }

    private static boolean occurred(String name, EventMapper mapper) {
        return List.of(true, false).stream()
                .anyMatch(probe -> mapper.seen(probe).stream().anyMatch(event -> Dialect.matches(name, event)));
    }

    private static boolean feeds(Dialect dialect, String probe, FactClass factClass) {
        return dialect.emitters(probe, true).stream()
                .anyMatch(emitter -> emitter.kind().factClass() == factClass);
    }
}
