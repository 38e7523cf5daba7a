package mmreplay.traces.tracedat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Version 6: one part after the other, each behind its size. */
final class HeadV6 {

    private static final String OPTIONS = "options  \0";
    private static final String FLYRECORD = "flyrecord\0";
    private static final String LATENCY = "latency  \0";
    private static final int TAG = 10;

    private final Contents contents;
    private final Options options;
    private final List<Instance> instances = new ArrayList<>();
    private @Nullable Area text;

    /** An instance's name and place; its CPU count comes in the option behind it, if it is not the file's. */
    private static final class Instance {
        final String name;
        final long offset;
        int cpus = -1;

        Instance(String name, long offset) {
            this.name = name;
            this.offset = offset;
        }
    }

    HeadV6(Contents contents) {
        this.contents = contents;
        this.options = new Options(contents);
    }

    /** Reads what follows the page size. Damage before the options leaves nothing that could be read. */
    void read(Walk in) throws IOException, DamagedException {
        contents.headerInfo(in);
        contents.ftraceFormats(in);
        contents.eventFormats(in);
        contents.kallsyms = lazy(in.part(in.u32()));
        contents.printk = lazy(in.part(in.u32()));
        contents.cmdlines = lazy(in.part(in.u64()));
        int cpus = cpus(in);
        contents.cpus = cpus;
        String tag = in.text(TAG, TAG);
        while (tag.equals(OPTIONS)) {
            options(in);
            tag = in.text(TAG, TAG);
        }
        if (tag.equals(LATENCY)) {
            text = in.part(in.left());
            return;
        }
        if (!tag.equals(FLYRECORD)) {
            throw new DamagedException(in.offset() - TAG, "no trace data is announced");
        }
        contents.buffers.add(buffer("", cpus, in));
        for (Instance instance : instances) {
            try {
                instance(instance, cpus);
            } catch (DamagedException e) {
                contents.damaged(e);
            }
        }
    }

    private static Contents.Lazy lazy(Area area) {
        return () -> area;
    }

    private static int cpus(Walk in) throws IOException, DamagedException {
        long cpus = in.u32();
        if (cpus > Contents.MAX_CPU + 1) {
            throw new DamagedException(in.offset() - 4, cpus + " CPUs are announced");
        }
        return (int) cpus;
    }

    private void options(Walk in) throws IOException, DamagedException {
        Instance last = null;
        for (int id = in.u16(); id != Options.DONE; id = in.u16()) {
            Area data = in.part(in.u32());
            try {
                last = option(id, data, last);
            } catch (DamagedException e) {
                contents.damaged(e);
            }
        }
    }

    private @Nullable Instance option(int id, Area data, @Nullable Instance last) throws IOException, DamagedException {
        if (id == Options.BUFFER) {
            Walk in = new Walk(data, 0, contents.words);
            long offset = in.u64();
            Instance instance = new Instance(in.string(), offset);
            instances.add(instance);
            return instance;
        }
        int cpus = options.cpuCount(id, data);
        if (last != null && cpus >= 0) {
            last.cpus = cpus;
            return last;
        }
        options.option(id, data);
        return last;
    }

    private void instance(Instance instance, int cpus) throws IOException, DamagedException {
        contents.file.check(instance.offset, TAG);
        Walk in = new Walk(contents.file, instance.offset, contents.words);
        in.expect(FLYRECORD);
        contents.buffers.add(buffer(instance.name, instance.cpus >= 0 ? instance.cpus : cpus, in));
    }

    private Buffer buffer(String name, int cpus, Walk in) throws IOException, DamagedException {
        List<Buffer.CpuPart> parts = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            long offset = in.u64();
            parts.add(new Buffer.CpuPart(cpu, offset, in.u64()));
        }
        return new Buffer(name, contents.clock, contents.pageSize, false, List.copyOf(parts));
    }

    /** The file's rest if that is a latency tracer's text instead of pages, or null. */
    @Nullable
    Area text() {
        return text;
    }
}
