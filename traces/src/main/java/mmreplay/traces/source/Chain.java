package mmreplay.traces.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mmreplay.traces.Gap;

/** Sources that follow one another on the same CPUs: the parts of one recording. */
final class Chain {

    private final List<Part> parts;
    /** CPUs of all of them. */
    private final BitSet cpus = new BitSet();
    /** The ring buffers within a file, by their numbers there: their numbers in the whole. */
    private final Map<Integer, Integer> buffers = new HashMap<>();

    /** CPUs that were seen in the parts so far. */
    private final BitSet seen = new BitSet();

    /** What was lost behind the last event of the part before. */
    private final List<Gap> behind = new ArrayList<>();

    private int at;

    Chain(List<Part> parts) {
        this.parts = List.copyOf(parts);
        parts.forEach(part -> cpus.or(part.survey().cpus()));
    }

    /** The part whose turn it is. */
    Part part() {
        return parts.get(at);
    }

    /** It comes before {@code other}: by time, then as they were named. */
    boolean before(Chain other) {
        long key = part().key();
        long otherKey = other.part().key();
        return key != otherKey ? key < otherKey : part().index() < other.part().index();
    }

    /** Steps to the next event within the part. */
    boolean advance() throws IOException {
        return part().advance();
    }

    /** Goes on with the next part, behind the last event of this one; false if there is none. */
    boolean nextPart() {
        seen.or(part().survey().cpus());
        behind.addAll(part().takeGaps());
        if (at + 1 == parts.size()) {
            return false;
        }
        at++;
        return true;
    }

    /** The event that waits is the first of a part that goes on where another one ended. */
    boolean goesOn() {
        return at > 0 && part().begins();
    }

    /** What was lost behind the ends of parts, told once. */
    List<Gap> takeBehind() {
        List<Gap> told = List.copyOf(behind);
        behind.clear();
        return told;
    }

    /** CPUs of the parts that were read to their ends. */
    BitSet seen() {
        return seen;
    }

    BitSet cpus() {
        return cpus;
    }

    /** How many CPUs it says that there are. */
    int announced() {
        return parts.stream()
                .mapToInt(part -> part.survey().info().cpus())
                .max()
                .orElse(0);
    }

    /** Each part proves that nothing is missing at its end. */
    boolean endsProven() {
        return parts.stream().allMatch(part -> part.survey().info().endProven());
    }

    long first() {
        return parts.get(0).survey().first();
    }

    long last() {
        return parts.get(parts.size() - 1).survey().last();
    }

    boolean sharesCpu(Chain other) {
        return cpus.intersects(other.cpus);
    }

    Map<Integer, Integer> buffers() {
        return buffers;
    }
}
