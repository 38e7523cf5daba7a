package mmreplay.traces.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mmreplay.traces.event.FactClass;

/**
 * One dialect, read and checked.
 *
 * @param name short, as reports print it
 * @param about one sentence
 * @param probes its names are kprobes' and kretprobes', not tracepoints'
 * @param complete facts that it records completely, and the events (names or prefixes) that must occur for that to be true
 * @param events what each event becomes, by name or prefix
 * @param eras by which events a trace shows which kernel it is of
 */
public record Dialect(
        String name,
        String about,
        boolean probes,
        Map<FactClass, List<String>> complete,
        Map<String, Emitters> events,
        List<EraEvidence> eras) {

    /** What an event of this name becomes, the exact name before the longest prefix; empty if nothing. */
    List<Emitter> emitters(String event, boolean probe) {
        if (probe != probes) {
            return List.of();
        }
        Emitters exact = events.get(event);
        if (exact != null) {
            return exact.get();
        }
        String best = "";
        for (String key : events.keySet()) {
            if (isPrefix(key) && matches(key, event) && key.length() > best.length()) {
                best = key;
            }
        }
        Emitters found = events.get(best);
        return found == null ? List.of() : found.get();
    }

    /** What an event of this name shows of the kernel. */
    List<Emitter> eraEmitters(String event, boolean probe) {
        List<Emitter> emitters = new ArrayList<>();
        for (EraEvidence evidence : eras) {
            if (evidence.probe() == probe && evidence.event().equals(event)) {
                emitters.add(evidence.emitter());
            }
        }
        return emitters;
    }

    /** Those of events that occurred. */
    Stream<Emitter> emitters() {
        return events.values().stream().flatMap(emitters -> emitters.made().stream());
    }

    /** As if every event had occurred: shows what is wrong with it. */
    void makeAll() {
        events.values().forEach(Emitters::get);
    }

    static boolean isPrefix(String key) {
        return key.endsWith("*");
    }

    /** {@code set_pte__*} matches every event whose name starts so. */
    public static boolean matches(String key, String event) {
        return isPrefix(key) ? event.startsWith(key.substring(0, key.length() - 1)) : key.equals(event);
    }
}
