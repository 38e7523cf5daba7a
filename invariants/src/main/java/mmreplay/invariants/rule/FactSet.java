package mmreplay.invariants.rule;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mmreplay.traces.event.FactClass;

/**
 * The classes of facts that a verdict rests on being recorded completely: "no unlink was seen" proves a link only if this
 * trace shows unlinks. Kept as constants by the rules and compared by identity.
 */
public final class FactSet {

    /** The event itself proves the verdict. */
    public static final FactSet NONE = new FactSet(EnumSet.noneOf(FactClass.class));

    private final Set<FactClass> classes;

    private FactSet(EnumSet<FactClass> classes) {
        this.classes = Collections.unmodifiableSet(classes);
    }

    public static FactSet of(FactClass first, FactClass... more) {
        return new FactSet(EnumSet.of(first, more));
    }

    /** In the enum's order. */
    public Set<FactClass> classes() {
        return classes;
    }

    public boolean within(Set<FactClass> complete) {
        return complete.containsAll(classes);
    }

    @Override
    public String toString() {
        return List.copyOf(classes).toString();
    }
}
