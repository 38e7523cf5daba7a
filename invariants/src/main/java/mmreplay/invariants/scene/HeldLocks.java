package mmreplay.invariants.scene;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import mmreplay.invariants.machine.Hold;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageLocks;
import mmreplay.invariants.machine.Touched;
import mmreplay.invariants.result.Scene;
import mmreplay.invariants.result.Why;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/**
 * Which locks the tasks of a finding hold at its events. The replay's own machine tells, fed with what concerns locks only: the
 * rest of the state is of no use here.
 */
final class HeldLocks {

    /** As many bars as a picture of one finding can bear. */
    private static final int MOST = 24;

    private static final String PAGE_LOCK = "page lock";

    private static final Set<FactClass> ABOUT_LOCKS =
            EnumSet.of(FactClass.LOCKS, FactClass.MMAP_LOCKS, FactClass.RWSEMS, FactClass.FOLIO_LOCK, FactClass.MM);

    private static final Set<EventKind> AND_TASKS =
            EnumSet.of(EventKind.USER_MODE, EventKind.TASK_DEAD, EventKind.MMAP_START);

    /** What tells one acquisition from another. */
    private record Taken(int pid, String lock, long name, long from) {}

    private static final class Bar {
        final boolean read;
        final boolean waited;
        long to;

        Bar(boolean read, boolean waited) {
            this.read = read;
            this.waited = waited;
        }
    }

    /** The bars of one finding. */
    static final class Picture {
        private final Set<Integer> pids = new TreeSet<>();
        private final Map<Taken, Bar> bars = new LinkedHashMap<>();

        List<Scene.Held> held() {
            return bars.entrySet().stream()
                    .map(e -> new Scene.Held(
                            e.getKey().pid(),
                            e.getKey().lock(),
                            "0x" + Long.toHexString(e.getKey().name()),
                            e.getValue().read,
                            e.getValue().waited,
                            e.getKey().from(),
                            e.getValue().to))
                    .sorted(Comparator.comparingLong(Scene.Held::from)
                            .thenComparingInt(Scene.Held::pid)
                            .thenComparing(Scene.Held::lock))
                    .toList();
        }
    }

    private final Machine machine = new Machine(Machine.Start.UNKNOWN, Touched.NOBODY);

    /** True if it may have changed who holds what. */
    boolean event(MmEvent event) {
        boolean applies = ABOUT_LOCKS.contains(event.kind().factClass()) || AND_TASKS.contains(event.kind());
        if (applies) {
            machine.apply(event);
        }
        return applies;
    }

    void gap() {
        machine.forget(Why.LOST);
    }

    /** At an event of this finding: notes what its tasks hold now. */
    void note(Picture picture, int pid) {
        if (pid != 0) {
            picture.pids.add(pid);
        }
        for (int task : picture.pids) {
            for (Hold hold : machine.locks().held(task)) {
                bar(picture, task, words(hold), hold.lock(), hold.line(), hold.read(), false);
            }
            Hold wanted = machine.locks().waitsFor(task);
            if (wanted != null) {
                bar(picture, task, words(wanted), wanted.lock(), wanted.line(), wanted.read(), true);
            }
            for (PageLocks.Locked page : machine.pageLocks().held(task)) {
                bar(picture, task, PAGE_LOCK, page.pfn(), page.line(), false, false);
            }
        }
    }

    private static String words(Hold hold) {
        return hold.kind().name().toLowerCase(Locale.ROOT);
    }

    private static void bar(Picture picture, int pid, String lock, long name, long from, boolean read, boolean waited) {
        if (picture.bars.size() < MOST) {
            picture.bars.putIfAbsent(new Taken(pid, lock, name, from), new Bar(read, waited));
        }
    }

    /** After an event at this line: ends the bars of what is not held any more. */
    void end(Picture picture, long line) {
        picture.bars.forEach((taken, bar) -> {
            if (bar.to == 0 && !goesOn(taken, bar)) {
                bar.to = line;
            }
        });
    }

    private boolean goesOn(Taken taken, Bar bar) {
        if (taken.lock().equals(PAGE_LOCK)) {
            return machine.pageLocks().line(taken.pid(), taken.name()) == taken.from();
        }
        if (bar.waited) {
            return is(machine.locks().waitsFor(taken.pid()), taken);
        }
        // the latest acquisition of the lock; a lock for reading may have been taken several times
        return is(machine.locks().find(taken.pid(), taken.name()), taken)
                || machine.locks().held(taken.pid()).stream().anyMatch(hold -> is(hold, taken));
    }

    private static boolean is(@Nullable Hold hold, Taken taken) {
        return hold != null && hold.lock() == taken.name() && hold.line() == taken.from();
    }
}
