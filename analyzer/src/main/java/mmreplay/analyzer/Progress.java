package mmreplay.analyzer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import mmreplay.reports.text.Visible;
import org.jspecify.annotations.Nullable;

/** A bar on standard error while a large trace is read, if somebody is looking. */
final class Progress implements LongConsumer, AutoCloseable {

    /** Smaller ones are read before a bar is seen. */
    private static final long LARGE = 8L << 20;

    private static final int MILLISECONDS = 250;

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** @param traces are read as one */
    static Progress of(List<Path> traces) throws IOException {
        long size = 0;
        for (Path trace : traces) {
            size += Files.isRegularFile(trace) ? Files.size(trace) : 0;
        }
        return new Progress(size > LARGE && Terminal.seesErrors() ? bar(traces.get(0), size) : null);
    }

    private static ProgressBar bar(Path trace, long size) {
        return new ProgressBarBuilder()
                .setTaskName(Visible.of(String.valueOf(trace.getFileName())))
                .setInitialMax(size)
                .setUnit(" MB", 1L << 20)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(MILLISECONDS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, Table.WIDTH))
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void accept(long bytes) {
        if (bar != null) {
            bar.stepTo(bytes);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
