package mmreplay.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import mmreplay.invariants.result.EraResult;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Scene;
import mmreplay.invariants.result.Subject;
import mmreplay.invariants.result.Truth;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;

/** Results made by hand: one with everything in it, hostile text included, and one with nothing. */
public final class Fixtures {

    /** What a task name may hold, at worst. */
    public static final String SCRIPT = "<script>alert(1)</script>";

    public static final String CDATA = "\"]]>";
    public static final String ESC = "\u001b[2Jx";
    public static final String RTL = "abc\u202Etxt.exe";
    public static final String CELL = "=cmd()";

    private Fixtures() {}

    public static Result empty() {
        return new Result("0.1.0", List.of(), List.of(), List.of(), 0, new Truth(0, 0, 0, 0), List.of(), 3);
    }

    public static Result rich() {
        return new Result(
                "0.1.0",
                List.of(input()),
                rules(),
                findings(),
                3,
                new Truth(4_096, 4_001, 2, 93),
                List.of(Timelines.rich()),
                1);
    }

    static Input input() {
        SortedMap<String, Long> ledger = new TreeMap<>();
        ledger.put("BLANK", 1L);
        ledger.put("CONTINUATION", 912L);
        ledger.put("EVENT_NOT_NEEDED", 10_313L);
        ledger.put("EVENT_USED", 203_345L);
        ledger.put("HEADER", 11L);
        ledger.put("ISSUE", 7L);
        ledger.put("LOSS_MARKER", 31L);
        List<Input.Loss> losses = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            long from = 31_100_000_000L + i * 2_000_000L;
            losses.add(new Input.Loss(
                    i % 2 == 0 ? 1 : 3, i == 5 ? -1 : 100 + i, from, from + 900_000, 9000 + i, "marker"));
        }
        return new Input(
                "runs/" + SCRIPT + "/trace.txt",
                "tracefs text",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "ns",
                4,
                213_658,
                214_620,
                30_000_000_000L,
                32_000_000_000L,
                false,
                ledger,
                losses,
                losses.size(),
                List.of(
                        new Input.Issue(
                                "EVENTS_LOST", "DATA_LOSS", 31, List.of(9000L, 9001L), "The ring buffer overran."),
                        new Input.Issue("LINE_NOT_UNDERSTOOD", "ERROR", 7, List.of(12L), "A line is no event."),
                        new Input.Issue(
                                "END_NOT_PROVEN", "NOTE", 1, List.of(), "Nothing proves that the file is whole.")),
                List.of("tracepoints-6.12", "mmstate"),
                List.of(
                        new EraResult("VMA_LOCK", "6.4", "faults run under the vma's lock", "yes", "trace", 1_234),
                        new EraResult("DELAYED_RMAP", "6.2", "a zapped page keeps its mapcount", "no", "option", 0),
                        new EraResult("UFFD_MOVE", "6.8", "a page moves to another root", "unknown", "nothing", 0)),
                List.of("kprobe_profile", "per_cpu_stats"));
    }

    static List<RuleResult> rules() {
        return List.of(
                rule(
                        "AV-1",
                        "A mapped anonymous page's anon_vma is alive",
                        Verdict.VIOLATION,
                        120_331,
                        1,
                        0,
                        0,
                        Map.of(Why.LOST, 1_022L, Why.PRE_TRACE, 44L)),
                rule(
                        "TLB-3",
                        "A page is freed only after the last stale TLB entry is flushed",
                        Verdict.HAZARD,
                        60_110,
                        0,
                        1,
                        0,
                        Map.of(Why.CLOCK, 12L)),
                rule("ANON-3", "An exclusive page is reused, not copied", Verdict.NOTE, 3_100, 0, 0, 1, Map.of()),
                rule(
                        "SWAP-2",
                        "A swap entry is not reused while a pte refers to it",
                        Verdict.PASS,
                        19_803,
                        0,
                        0,
                        0,
                        Map.of()),
                rule(
                        "MAP-1",
                        "mapcount equals the number of ptes",
                        Verdict.INCONCLUSIVE,
                        0,
                        0,
                        0,
                        0,
                        Map.of(Why.PRE_TRACE, 80L, Why.LOST, 7L, Why.UNOBSERVED, 3L)),
                new RuleResult(
                        "LOCK-2",
                        "The pte lock is held over a pte's store",
                        Verdict.NOT_CHECKED,
                        0,
                        0,
                        0,
                        0,
                        new TreeMap<>(),
                        List.of("lock_acquire of ptlock_ptr(page)", "set_pte_at")),
                rule(
                        "MLOCK-1",
                        "An mlocked page is on the unevictable list",
                        Verdict.NOT_CHECKED,
                        0,
                        0,
                        0,
                        0,
                        Map.of()));
    }

    private static RuleResult rule(
            String id,
            String title,
            Verdict verdict,
            long pass,
            long violation,
            long hazard,
            long note,
            Map<Why, Long> open) {
        SortedMap<Why, Long> reasons = new TreeMap<>(open);
        return new RuleResult(id, title, verdict, pass, violation, hazard, note, reasons, List.of());
    }

    static List<Finding> findings() {
        return List.of(
                new Finding(
                        "AV-1-3f2a9c01",
                        "AV-1",
                        Verdict.VIOLATION,
                        31_429_924_000L,
                        new Position(0, 120_433),
                        subject("page", "pfn", "0x1900", "anon_vma", "0xffff888003a41d00", "mm", "0xffff888004c10000"),
                        "Page 0x1900 is mapped into mm 0xffff888004c10000, but its anon_vma was freed 31 µs before.",
                        List.of(
                                event(
                                        120_001,
                                        31_400_001_000L,
                                        0,
                                        812,
                                        "forker",
                                        "mapped",
                                        "mm_page_map: pfn=0x1900 addr=7f1200003000 anon_vma=00000000a1",
                                        "page 0x1900 is mapped by forker"),
                                event(
                                        120_400,
                                        31_429_893_000L,
                                        2,
                                        813,
                                        SCRIPT,
                                        "unlinked",
                                        "anon_vma_unlink: vma=00000000b2 " + SCRIPT,
                                        "the last vma left the anon_vma"),
                                event(
                                        120_411,
                                        31_429_893_250L,
                                        2,
                                        813,
                                        SCRIPT,
                                        "freed",
                                        "anon_vma_free: anon_vma=00000000a1 " + CDATA,
                                        "the anon_vma is free"),
                                event(
                                        120_433,
                                        31_429_924_000L,
                                        3,
                                        45,
                                        "kswapd0",
                                        "trigger",
                                        "page_referenced: pfn=0x1900 comm=" + ESC + RTL,
                                        "rmap walks the freed anon_vma")),
                        17,
                        scene()),
                new Finding(
                        "TLB-3-00c0ffee",
                        "TLB-3",
                        Verdict.HAZARD,
                        31_700_000_000L,
                        new Position(0, 160_000),
                        subject("pte", "address", "0x7f1200004000", "pid", "812"),
                        "The page behind " + CELL + " was freed while CPU 1 could still hold its translation.",
                        List.of(
                                event(
                                        159_990,
                                        31_699_000_000L,
                                        1,
                                        812,
                                        CELL,
                                        "cleared",
                                        "ptep_clear: addr=7f1200004000",
                                        "the pte is gone"),
                                event(
                                        160_000,
                                        31_700_000_000L,
                                        1,
                                        812,
                                        CELL,
                                        "trigger",
                                        "mm_page_free: pfn=0x1a00",
                                        "no flush between")),
                        0),
                new Finding(
                        "ANON-3-12345678",
                        "ANON-3",
                        Verdict.NOTE,
                        31_900_000_000L,
                        new Position(0, 190_000),
                        subject("page", "pfn", "0x1b00"),
                        "An exclusive page was copied.",
                        List.of(event(
                                190_000,
                                31_900_000_000L,
                                0,
                                812,
                                RTL,
                                "trigger",
                                "wp_page_copy: pfn=0x1b00",
                                "mapcount is 1")),
                        0));
    }

    private static Scene scene() {
        return new Scene(
                List.of(
                        new Scene.Held(812, "mmap_lock", "0xffff888004c10070", true, false, 119_000, 120_100),
                        new Scene.Held(813, "anon_vma_rwsem", "0xffff888003a41d08", false, false, 120_390, 120_405),
                        new Scene.Held(45, "page lock", "0x1900", false, false, 120_420, 0),
                        new Scene.Held(45, SCRIPT, "0x1", false, true, 120_430, 0)),
                List.of(
                        new Scene.Life(
                                "page",
                                "0x1900",
                                5,
                                List.of(
                                        moment(119_500, 0, "allocated", Scene.Existence.YES),
                                        moment(120_001, 3, "mapped", Scene.Existence.YES))),
                        new Scene.Life(
                                "anon_vma",
                                "0xffff888003a41d00",
                                2,
                                List.of(
                                        moment(120_411, 0, "freed", Scene.Existence.NO),
                                        moment(120_433, 0, "read, " + SCRIPT, Scene.Existence.NO)))));
    }

    private static Scene.Moment moment(long line, long before, String deed, Scene.Existence after) {
        return new Scene.Moment(
                new Position(0, line),
                before,
                31_000_000_000L + line * 1_000,
                1,
                812,
                SCRIPT,
                deed,
                after,
                "event_at_" + line + ": comm=" + ESC + RTL);
    }

    /** So many findings, each with all that one can carry. */
    public static Result many(int count) {
        Result rich = rich();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Finding f = rich.findings().get(i % 3);
            findings.add(new Finding(
                    f.rule() + "-" + String.format(Locale.ROOT, "%08x", i),
                    f.rule(),
                    f.verdict(),
                    f.time(),
                    f.position(),
                    f.subject(),
                    f.summary(),
                    rich.findings().get(0).evidence(),
                    f.folded(),
                    rich.findings().get(0).scene()));
        }
        return new Result(
                rich.version(),
                rich.inputs(),
                rich.rules(),
                findings,
                count,
                rich.truth(),
                rich.timelines(),
                rich.exit());
    }

    private static Evidence event(
            long line, long time, int cpu, int pid, String comm, String role, String event, String fact) {
        return new Evidence(new Position(0, line), time, cpu, pid, comm, role, event, fact);
    }

    private static Subject subject(String kind, String... keys) {
        SortedMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < keys.length; i += 2) {
            map.put(keys[i], keys[i + 1]);
        }
        return new Subject(kind, map);
    }

    /** A rule's page with markup that must not work. */
    public static String page(String ruleId) {
        return ruleId.equals("AV-1") ? """
                # AV-1

                A page that is mapped keeps its **anon_vma** alive: `page->mapping` is read without a lock.
                See [the thread](https://lore.kernel.org/linux-mm/) and <script>alert(2)</script>.

                ## Why
                Peter Zijlstra, linux-mm, 2011-05-29: "as long as we observe `page_mapped()`, it remains valid."

                ## More
                - `anon_vma_free()` after the last unmap
                - [not a link](javascript:alert(3))

                ```
                CPU 0            CPU 1
                unlink_anon_vmas
                                 page_lock_anon_vma
                ```
                """ : "";
    }
}
