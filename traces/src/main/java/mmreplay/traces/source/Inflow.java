package mmreplay.traces.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import mmreplay.traces.UnusableTraceException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a stream as fast as it comes into a temporary file: a {@code trace_pipe} that is not emptied loses events. Whoever reads
 * follows behind, and can begin anew.
 */
final class Inflow implements Closeable {

    private static final int CHUNK = 1 << 16;
    private static final int NEWLINE = '\n';
    /** The longest line that is waited for when the stream is stopped. */
    private static final int LONGEST_LINE = 1 << 20;

    private static final long NOT_YET = -1;
    private static final int AVAILABLE = 64;

    private final String name;
    private final Opener opener;
    private final Spool spool;

    private long arrived;
    /** Where it ends for all who read it. */
    private long end = NOT_YET;

    private boolean stopped;
    private boolean closed;
    private @Nullable String shortfall;

    /** Opens the stream, which may wait for whoever writes it. */
    interface Opener {
        InputStream open() throws IOException, UnusableTraceException;
    }

    Inflow(String name, Opener opener, TempSpace space) throws IOException {
        this.name = name;
        this.opener = opener;
        spool = new Spool(space);
        Thread thread = new Thread(this::run, "mmreplay-inflow");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (InputStream in = opener.open()) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (!take(chunk, read)) {
                    return;
                }
            }
            ended(null);
        } catch (UnusableTraceException e) {
            ended(e.getMessage());
        } catch (Spool.FullException e) {
            ended(name + ": it is kept in a temporary file while it is read, and takes more than " + e.getMessage());
        } catch (IOException e) {
            ended(name + ": it cannot be read: " + e.getMessage());
        }
    }

    /** False: nobody wants more. */
    private synchronized boolean take(byte[] bytes, int length) throws IOException {
        if (end != NOT_YET || closed) {
            return false;
        }
        arrived = spool.append(bytes, length);
        notifyAll();
        return true;
    }

    private synchronized void ended(@Nullable String why) {
        if (end == NOT_YET) {
            shortfall = why;
            end = arrived;
        }
        notifyAll();
    }

    /** Nothing more is wanted: for its readers it ends where the farthest one stands, behind a whole line. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Whether all that will ever come has come. */
    synchronized boolean ended() {
        return end != NOT_YET;
    }

    synchronized boolean stopped() {
        return stopped;
    }

    /** Why it ended too early, or null. */
    synchronized @Nullable String shortfall() {
        return shortfall;
    }

    synchronized long arrived() {
        return arrived;
    }

    /** Waits until more than {@code before} bytes are there, or nothing more comes. */
    synchronized void awaitMore(long before) throws IOException {
        while (arrived <= before && end == NOT_YET && !stopped) {
            pause(0);
        }
    }

    /** Waits for the end and returns the number of bytes. */
    synchronized long awaitEnd() throws IOException {
        while (end == NOT_YET && !stopped) {
            pause(0);
        }
        if (end == NOT_YET) {
            end = arrived;
        }
        return end;
    }

    /** Its callers look again whether what they wait for is there. */
    @SuppressWarnings("WaitNotInLoop")
    private void pause(long milliseconds) throws IOException {
        try {
            wait(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name + ": interrupted", e);
        }
    }

    Spool spool() {
        return spool;
    }

    /** From the begin; where nothing has come yet, it waits as long as {@code patience} has it. */
    InputStream follow(Patience patience) {
        return new Follower(patience);
    }

    /** Called while nothing comes. */
    interface Patience {
        /**
         * Says whether to wait on.
         *
         * @param slice how many milliseconds it was waited since this was asked last
         * @param pause how many since something came
         */
        boolean goesOn(long slice, long pause);
    }

    private final class Follower extends InputStream {

        private static final long SLICE = 100;

        private final Patience patience;
        private long at;
        private int last = NEWLINE;

        Follower(Patience patience) {
            this.patience = patience;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            long there = there();
            if (there <= at) {
                return -1;
            }
            int read = spool.read(into, offset, (int) Math.min(length, there - at), at);
            at += read;
            last = into[offset + read - 1];
            return read;
        }

        /** Waits, unlike others: gzip asks this to learn whether another part follows. */
        @Override
        public int available() throws IOException {
            return (int) Math.min(AVAILABLE, Math.max(0, there() - at));
        }

        /** How many bytes there are, more than were read unless this is the end. */
        private long there() throws IOException {
            for (long pause = SLICE; ; pause += SLICE) {
                synchronized (Inflow.this) {
                    if (stopped && end == NOT_YET) {
                        end = lineEnd();
                    }
                    if (end != NOT_YET) {
                        return end;
                    }
                    if (arrived > at) {
                        return arrived;
                    }
                    pause(SLICE);
                    if (arrived > at) {
                        return arrived;
                    }
                }
                if (!patience.goesOn(SLICE, pause)) {
                    return at;
                }
            }
        }

        private long lineEnd() throws IOException {
            if (last == NEWLINE) {
                return at;
            }
            byte[] rest = new byte[(int) Math.min(LONGEST_LINE, arrived - at)];
            int length = rest.length == 0 ? 0 : spool.read(rest, 0, rest.length, at);
            for (int i = 0; i < length; i++) {
                if (rest[i] == NEWLINE) {
                    return at + i + 1;
                }
            }
            return at;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        notifyAll();
        spool.close();
    }
}
