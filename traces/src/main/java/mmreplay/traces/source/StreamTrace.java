package mmreplay.traces.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import org.jspecify.annotations.Nullable;

/** A trace that can be had once only: standard input, a pipe, a device, a file of tracefs itself. It may be endless. */
public final class StreamTrace implements Trace {

    /** A glance ends when nothing comes for so long, or when it has waited so long altogether; in milliseconds. */
    private static final long PAUSE = 1000;

    private static final long WAIT = 5000;

    private final Path name;
    private final Optional<Path> folder;
    private final TempSpace space;
    private final Inflow inflow;
    private @Nullable TraceFormat format;
    private @Nullable Spool unpacked;
    private Runnable idle = () -> {};

    private StreamTrace(Path name, Inflow.Opener opener, Optional<Path> folder, TraceOptions options)
            throws IOException {
        this.name = name;
        this.folder = folder;
        space = options.space();
        format = options.format().orElse(null);
        inflow = new Inflow(name.toString(), opener, space);
    }

    /** Reads {@code in} until it ends, and closes it. */
    public static StreamTrace of(Path name, InputStream in, TraceOptions options) throws IOException {
        return new StreamTrace(name, () -> in, options.sidecars(), options);
    }

    /** Opens a pipe, a device or a file that is never the same twice. */
    public static StreamTrace open(Path path, TraceOptions options) throws IOException {
        Optional<Path> folder = options.sidecars()
                .or(() -> Optional.ofNullable(path.toAbsolutePath().getParent()));
        return new StreamTrace(path, () -> FileContent.stream(path), folder, options);
    }

    @Override
    public String name() {
        return name.toString();
    }

    @Override
    public TraceReader open() throws IOException, UnusableTraceException {
        Optional<TraceFormat> known = Optional.of(format());
        return TraceFile.open(
                name,
                new Followed((slice, pause) -> {
                    idle.run();
                    return true;
                }),
                known);
    }

    @Override
    public TraceReader glance() throws IOException, UnusableTraceException {
        Optional<TraceFormat> known = Optional.of(format());
        return TraceFile.open(name, new Followed(new Limited()), known);
    }

    /** Looks at what has come, and at more of it as long as that does not tell. */
    private TraceFormat format() throws IOException, UnusableTraceException {
        TraceFormat found = format;
        long seen = 0;
        while (found == null) {
            inflow.awaitMore(seen);
            seen = inflow.arrived();
            boolean all = inflow.ended() || inflow.stopped();
            try {
                found = TraceFile.format(name, new Followed(new Limited()));
            } catch (UnusableTraceException e) {
                if (all) {
                    throw e;
                }
            }
        }
        format = found;
        return found;
    }

    /** Nothing more is wanted: a reader arrives at the end behind the next whole line. Any thread may say so. */
    public void stop() {
        inflow.stop();
    }

    @Override
    public void whenIdle(Runnable newIdle) {
        idle = newIdle;
    }

    @Override
    public Optional<String> shortfall() {
        return Optional.ofNullable(inflow.shortfall());
    }

    @Override
    public String sha256() throws IOException {
        long end = inflow.awaitEnd();
        return Digest.of(Channels.newInputStream(inflow.spool().first(end)));
    }

    @Override
    public Optional<Path> folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
        inflow.close();
    }

    private static final class Limited implements Inflow.Patience {
        private long waited;

        @Override
        public boolean goesOn(long slice, long pause) {
            waited += slice;
            return pause < PAUSE && waited < WAIT;
        }
    }

    /** The stream from its begin. */
    private final class Followed implements Content {

        private final Inflow.Patience patience;

        Followed(Inflow.Patience patience) {
            this.patience = patience;
        }

        @Override
        public InputStream stream() throws IOException, UnusableTraceException {
            inflow.awaitMore(0);
            String shortfall = inflow.shortfall();
            if (inflow.arrived() == 0 && shortfall != null) {
                throw new UnusableTraceException(shortfall);
            }
            return inflow.follow(patience);
        }

        @Override
        public SeekableByteChannel channel() throws IOException, UnusableTraceException {
            return inflow.spool().first(all());
        }

        private long all() throws IOException, UnusableTraceException {
            long end = inflow.awaitEnd();
            String shortfall = inflow.shortfall();
            if (shortfall != null) {
                throw new UnusableTraceException(shortfall);
            }
            if (inflow.stopped()) {
                throw new UnusableTraceException(
                        name + ": it was stopped before all of it had come, and its parts are found from all over it");
            }
            return end;
        }

        @Override
        public SeekableByteChannel unpacked() throws IOException, UnusableTraceException {
            Spool all = unpacked;
            if (all == null) {
                try (InputStream packed = Channels.newInputStream(channel())) {
                    all = Spool.unpack(name, packed, space);
                }
                unpacked = all;
            }
            return all.channel();
        }

        @Override
        public void close() {
            // the stream is the trace's
        }
    }
}
