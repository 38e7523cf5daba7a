package mmreplay.traces.sidecar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import mmreplay.traces.Stated;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.event.KernelVersion;

/**
 * The files that lie beside a trace and say more of it. Everything works without them, with more UNKNOWN.
 *
 * @param bases from {@code bases}: where struct pages and the direct map begin
 * @param misses from {@code kprobe_profile}: probes that lost hits, and how many; no ring buffer counts these
 * @param kernel from {@code uname}: which kernel the trace was recorded on
 * @param used names of the files that were found and understood
 */
public record Sidecars(Bases bases, SortedMap<String, Long> misses, Optional<KernelVersion> kernel, List<String> used) {

    /** A sidecar is a page of text; anything larger under its name is something else. */
    private static final long MOST_BYTES = 4L << 20;

    public static final Sidecars NONE = new Sidecars(Bases.UNKNOWN, new TreeMap<>(), Optional.empty(), List.of());

    /** Reads what lies in the trace's folder. A file that is absent, too large or not understood is left out. */
    public static Sidecars beside(Path trace) {
        return in(Optional.ofNullable(trace.toAbsolutePath().getParent()));
    }

    /** Reads what lies in that folder, if there is one. */
    public static Sidecars in(Optional<Path> place) {
        if (place.isEmpty()) {
            return NONE;
        }
        Path folder = place.get();
        List<String> used = new ArrayList<>();
        Bases bases = bases(lines(folder.resolve("bases")));
        if (!bases.unknown()) {
            used.add("bases");
        }
        List<String> profile = lines(folder.resolve("kprobe_profile"));
        SortedMap<String, Long> misses = misses(profile);
        if (!profile.isEmpty()) {
            used.add("kprobe_profile");
        }
        Optional<KernelVersion> kernel =
                lines(folder.resolve("uname")).stream().findFirst().flatMap(KernelVersion::ofUname);
        if (kernel.isPresent()) {
            used.add("uname");
        }
        return new Sidecars(bases, misses, kernel, List.copyOf(used));
    }

    /** What they say of the recording. */
    public Stated stated() {
        return new Stated(kernel, bases, misses, Optional.empty(), true);
    }

    /** {@code vmemmap_base=0xffffea0000000000} lines. */
    private static Bases bases(List<String> lines) {
        long vmemmap = 0;
        long pageOffset = 0;
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                continue;
            }
            long value = hex(line.substring(equals + 1).strip());
            switch (line.substring(0, equals).strip()) {
                case "vmemmap_base" -> vmemmap = value;
                case "page_offset_base" -> pageOffset = value;
                default -> {}
            }
        }
        return vmemmap == 0 || pageOffset == 0 ? Bases.UNKNOWN : new Bases(vmemmap, pageOffset);
    }

    /** {@code name hits misses} columns. */
    private static SortedMap<String, Long> misses(List<String> lines) {
        SortedMap<String, Long> misses = new TreeMap<>();
        for (String line : lines) {
            List<String> words = List.of(line.strip().split(" +"));
            if (words.size() == 3
                    && words.get(2).matches("[0-9]{1,18}")
                    && !words.get(2).equals("0")) {
                misses.put(words.get(0), Long.valueOf(words.get(2)));
            }
        }
        return misses;
    }

    private static long hex(String text) {
        try {
            return Long.parseUnsignedLong(text.startsWith("0x") ? text.substring(2) : text, 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static List<String> lines(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return List.of();
            }
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
