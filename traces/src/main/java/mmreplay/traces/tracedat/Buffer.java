package mmreplay.traces.tracedat;

import java.util.List;

/**
 * One ring buffer that was recorded: the top one or an instance.
 *
 * @param name {@code ""} is the top one
 * @param clock the trace clock's name, {@code ""} if the file does not tell
 * @param pageSize of a ring-buffer page with its header, in bytes
 * @param compressed whether each CPU's data is a list of compressed chunks
 */
record Buffer(String name, String clock, int pageSize, boolean compressed, List<CpuPart> parts) {

    /**
     * Where one CPU's pages are.
     *
     * @param offset in the file, in bytes
     * @param size in the file; 0 if the CPU has nothing
     */
    record CpuPart(int cpu, long offset, long size) {}
}
