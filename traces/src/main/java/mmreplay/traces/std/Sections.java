package mmreplay.traces.std;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;

/**
 * Exclusive sections: who holds which lock. They stay well formed whatever the trace lacks: a lock is acquired while nobody holds it
 * and released by its holder. A section whose begin was not seen is left out, one whose end was not seen ends where that shows.
 */
final class Sections {

    /** More at once than any kernel holds. */
    private static final int MOST = 1 << 16;

    private final StdWriter.Lines out;
    private final Map<String, String> holders = new LinkedHashMap<>();
    /** By thread and lock, or by thread: a blocking acquisition has begun, and is it shared? */
    private final Map<String, Begun> begun = new LinkedHashMap<>();

    private record Begun(String lock, boolean shared) {}

    Sections(StdWriter.Lines out) {
        this.out = out;
    }

    /** True if the event is one of a lock. */
    boolean event(String thread, MmEvent event) throws IOException {
        long line = event.line();
        String lock = lock(event);
        switch (event.kind()) {
            case LOCK_ACQUIRE -> {
                if (!event.is(Field.TRY)) {
                    begin(thread + " " + lock, lock, event.is(Field.READ));
                } else if (!event.is(Field.READ)) {
                    acquire(thread, lock, line);
                }
            }
            case LOCK_ACQUIRED -> acquired(thread, thread + " " + lock, line);
            case LOCK_RELEASE -> {
                begun.remove(thread + " " + lock);
                release(thread, lock, line);
            }
            case LOCK_CONTENDED, MMAP_START -> {
                // it shows again when the lock is got
            }
            case RWSEM_ENTER -> begin(thread, lock, event.is(Field.READ));
            case RWSEM_RETURN -> {
                if (event.is(Field.OK)) {
                    acquired(thread, thread, line);
                } else {
                    begun.remove(thread);
                }
            }
            case RWSEM_RELEASE, RWSEM_DOWNGRADE -> release(thread, lock, line);
            case MMAP_LOCKED -> mmap(thread, event);
            case MMAP_UNLOCKED -> release(thread, mmapLock(event), line);
            case FOLIO_LOCK -> {
                // a hand-off shows again in the task that gets the lock
                if (event.is(Field.OK) && !event.is(Field.HOW, Word.HANDOFF)) {
                    acquire(thread, pageLock(event), line);
                }
            }
            case FOLIO_UNLOCK -> gone(pageLock(event), line);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void mmap(String thread, MmEvent event) throws IOException {
        if (event.is(Field.OK) && event.is(Field.WRITE)) {
            acquire(thread, mmapLock(event), event.line());
        } else if (event.is(Field.OK)) {
            release(thread, mmapLock(event), event.line());
        }
    }

    private static String lock(MmEvent event) {
        String kind = event.has(Field.HOW) ? event.word(Field.HOW).name().toLowerCase(Locale.ROOT) : "rwsem";
        return kind + "_" + Long.toHexString(event.get(Field.LOCK));
    }

    private static String mmapLock(MmEvent event) {
        return "mmap_lock_of_" + Long.toHexString(event.get(Field.MM));
    }

    static String pageLock(MmEvent event) {
        return "page_lock_" + Long.toHexString(event.get(Field.PFN));
    }

    private void begin(String key, String lock, boolean shared) {
        if (begun.size() < MOST) {
            begun.put(key, new Begun(lock, shared));
        }
    }

    private void acquired(String thread, String key, long line) throws IOException {
        Begun acquisition = begun.remove(key);
        if (acquisition != null && !acquisition.shared()) {
            acquire(thread, acquisition.lock(), line);
        }
    }

    private void acquire(String thread, String lock, long line) throws IOException {
        gone(lock, line);
        if (holders.size() >= MOST) {
            closeAll(line);
        }
        holders.put(lock, thread);
        out.line(thread, "acq", lock, line);
    }

    private void release(String thread, String lock, long line) throws IOException {
        if (holders.remove(lock, thread)) {
            out.line(thread, "rel", lock, line);
        }
    }

    /** Nobody holds it from now on, whoever let go of it: a page may be unlocked by an interrupt. */
    void gone(String lock, long line) throws IOException {
        String holder = holders.get(lock);
        if (holder != null) {
            release(holder, lock, line);
        }
    }

    /** The thread does nothing any more. */
    void ended(String thread, long line) throws IOException {
        List<String> held = new ArrayList<>();
        holders.forEach((lock, holder) -> {
            if (holder.equals(thread)) {
                held.add(lock);
            }
        });
        for (String lock : held) {
            release(thread, lock, line);
        }
    }

    /** What is held now cannot be told any more. */
    void closeAll(long line) throws IOException {
        for (String lock : List.copyOf(holders.keySet())) {
            gone(lock, line);
        }
        begun.clear();
    }
}
