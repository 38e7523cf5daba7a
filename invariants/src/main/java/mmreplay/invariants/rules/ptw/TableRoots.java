package mmreplay.invariants.rules.ptw;

import mmreplay.invariants.machine.TableLife;
import mmreplay.traces.event.Word;
import org.jspecify.annotations.Nullable;

/**
 * What findings of this family have in common: the piece of the kernel that takes tables away. A lock that it forgets shows once
 * where it takes one away, again where that is freed, and again in who still walked it.
 */
final class TableRoots {

    private TableRoots() {}

    static String of(Word how) {
        return "tables taken away: " + how;
    }

    /** As {@link #of(Word)} for the table's last unhooking. */
    static String of(TableLife.@Nullable Unhooking unhooking) {
        return of(unhooking == null ? Word.OTHER : unhooking.how());
    }
}
