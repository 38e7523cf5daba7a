package mmreplay.traces.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of several ring buffers of one kernel each kind of event is taken from: the first that shows it. What CPUs did is told
 * only once, even if two instances recorded it.
 */
final class Owners {

    /** Written into one instance's buffer, and not by what the CPUs do. */
    private static final Set<String> OF_EACH = Set.of(
            "print", "tracing_mark_write", "bprint", "bputs", "function", "kernel_stack", "user_stack", "raw_data");

    /** By chain: the first chain of its kernel's, that is, of those that share CPUs with it. */
    private final Map<Chain, Integer> recordings = new HashMap<>();

    private final Map<String, Chain> owners = new HashMap<>();

    Owners(List<Chain> chains) {
        for (Chain chain : chains) {
            recordings.put(chain, recordings.size());
        }
        // few chains, and whatever shares with one that shares belongs to them
        for (int round = 0; round < chains.size(); round++) {
            for (Chain one : chains) {
                for (Chain other : chains) {
                    if (one.sharesCpu(other)) {
                        recordings.put(one, Math.min(number(one), number(other)));
                    }
                }
            }
        }
    }

    private int number(Chain chain) {
        return recordings.getOrDefault(chain, 0);
    }

    /** The chain from which events of this name are taken, if it is another one; null if it is this one. */
    @Nullable
    Chain other(Chain chain, String name) {
        if (OF_EACH.contains(name)) {
            return null;
        }
        Chain owner = owners.computeIfAbsent(key(chain, name), key -> chain);
        return owner == chain ? null : owner;
    }

    /** From now on they are taken from this one. */
    void takeOver(Chain chain, String name) {
        owners.put(key(chain, name), chain);
    }

    private String key(Chain chain, String name) {
        return number(chain) + " " + name;
    }
}
