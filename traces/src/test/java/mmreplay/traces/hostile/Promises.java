package mmreplay.traces.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.Ledger;
import mmreplay.traces.quality.TraceIssue;

/**
 * What every reader promises of any bytes: a refusal in one line, or events in a plausible context and a ledger that adds up.
 * Nothing else is thrown, and nothing is said twice in two ways.
 */
public final class Promises {

    private static final byte[][] KEYS = {
        key("pfn"), key("$0"), key("$9"), key("reason"), key("next_comm"), key("n"), key("")
    };

    private long digest;
    private long events;
    private long lastLine;

    private Promises() {}

    private static byte[] key(String key) {
        return key.getBytes(US_ASCII);
    }

    /** What a reading came to: equal bytes, equal readings. {@code events} is -1 of what was refused. */
    public record Reading(long events, long digest) {}

    /**
     * Reads a file to its end.
     *
     * @param stated its format, whatever it looks like
     * @throws AssertionError if a promise is broken; exceptions that the reader should not throw come as they are
     */
    public static Reading read(Path file, Optional<TraceFormat> stated) throws IOException {
        Promises promises = new Promises();
        TraceReader opened;
        try {
            opened = TraceFile.open(file, stated);
        } catch (UnusableTraceException e) {
            promises.refusal(file, String.valueOf(e.getMessage()));
            return new Reading(-1, promises.digest);
        }
        try (TraceReader reader = opened) {
            promises.all(reader);
        }
        return new Reading(promises.events, promises.digest);
    }

    private static void hold(boolean kept, String promise, Object found) {
        if (!kept) {
            throw new AssertionError(promise + ": " + found);
        }
    }

    private void refusal(Path file, String message) {
        hold(message.startsWith(file + ": "), "a refusal names the file first", message);
        hold(message.length() > file.toString().length() + 10, "a refusal says why", message);
        hold(message.chars().noneMatch(Character::isISOControl), "a refusal is one line of text", message);
        add(message);
    }

    private void all(TraceReader reader) throws IOException {
        TraceReader.Step step = reader.next();
        for (; step != TraceReader.Step.END; step = reader.next()) {
            if (step == TraceReader.Step.EVENT) {
                event(reader.event());
            } else {
                gap(reader.gap());
            }
        }
        hold(reader.next() == TraceReader.Step.END, "the end is the end", step);
        add(reader.kernel());
        info(reader.info());
        ledger(reader.ledger());
        hold(reader.bytesRead() >= 0, "bytes read are counted", reader.bytesRead());
    }

    private void event(RawEvent event) {
        hold(event.number() == events, "events are numbered from 0", event.number());
        hold(event.line() >= 1 && event.line() >= lastLine, "lines go on", event.line());
        hold(event.cpu() >= 0 && event.cpu() <= 65535, "a CPU's number has 16 bits", event.cpu());
        hold(event.time() >= 0, "no time is negative", event.time());
        hold(event.pid() >= 0, "no pid is negative", event.pid());
        hold(event.tgid() >= -1, "no tgid is negative", event.tgid());
        hold(!event.name().isEmpty(), "an event has a name", event.name());
        hold(event.nameId() >= 0 && event.nameId() <= events + 1, "names are numbered", event.nameId());
        events++;
        lastLine = event.line();
        add(event.time());
        add(event.cpu());
        add(event.pid());
        add(event.nameId());
        add(event.buffer());
        for (byte[] key : KEYS) {
            field(event, key);
        }
        add(event.comm());
        add(event.text());
        hold(event.text().indexOf('\n') < 0, "an event's text is one line", event.text());
    }

    private void field(RawEvent event, byte[] key) {
        int field = event.field(key, 1);
        hold(field >= -1, "a field is there or not", field);
        add(event.isNumber(field) ? 1 : 0);
        add(event.number(field));
        add(event.hex(field));
        add(event.inParens(field));
        add(event.is(field, key) ? 1 : 0);
        add(event.startsWith(field, key) ? 1 : 0);
        add(event.value(field));
    }

    private void gap(Gap gap) {
        hold(gap.cpu() >= Gap.EVERY_CPU && gap.cpu() <= 65535, "a gap is of a CPU, or of all", gap);
        hold(gap.lost() >= Gap.UNKNOWN_COUNT, "no negative count of events is lost", gap);
        hold(gap.line() >= 1, "a gap has a place", gap);
        add(gap);
    }

    private void info(TraceInfo info) {
        hold(info.events() == events, "as many events are counted as were delivered", info);
        hold(info.cpus() >= 0 && info.cpus() <= 65536, "so many CPUs there are", info);
        add(info);
    }

    private void ledger(Ledger ledger) {
        hold(ledger.adds(), "every line is in one bucket", ledger.lines() + " lines, " + ledger.issues());
        for (Bucket bucket : Bucket.values()) {
            hold(ledger.count(bucket) >= 0, "no bucket is less than empty", bucket);
            add(ledger.count(bucket));
        }
        long delivered = ledger.count(Bucket.EVENT_NOT_NEEDED) - ledger.count(TraceIssue.RECORDED_TWICE);
        hold(delivered == events, "every event is booked as one", delivered + " of " + events);
        for (Ledger.Issue issue : ledger.issues()) {
            hold(issue.count() > 0, "an issue occurs", issue);
            add(issue);
        }
    }

    private void add(long value) {
        digest = 31 * digest + value;
    }

    private void add(Object value) {
        add(value.toString().hashCode());
    }
}
