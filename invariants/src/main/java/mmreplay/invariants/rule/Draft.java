package mmreplay.invariants.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import mmreplay.invariants.result.Subject;
import mmreplay.invariants.result.Verdict;

/** A finding in the making: what a rule knows when it sees the contradiction. The events' texts are fetched later. */
public final class Draft {

    /**
     * One event that proves the finding.
     *
     * @param line of the trace
     * @param role {@code trigger}, {@code mapped}, {@code born}, ...
     * @param fact one clause
     */
    public record Proof(long line, String role, String fact) {}

    private final Verdict verdict;
    private final String kind;
    private final SortedMap<String, String> keys = new TreeMap<>();
    private final List<Proof> proofs = new ArrayList<>();
    private String summary = "";
    private String root = "";

    private Draft(Verdict verdict, String kind) {
        this.verdict = verdict;
        this.kind = kind;
    }

    public static Draft violation(String kind) {
        return new Draft(Verdict.VIOLATION, kind);
    }

    public static Draft hazard(String kind) {
        return new Draft(Verdict.HAZARD, kind);
    }

    public static Draft note(String kind) {
        return new Draft(Verdict.NOTE, kind);
    }

    /** Part of the subject's identity: an address, pfn or entry, printed in hexadecimal. */
    public Draft key(String name, long value) {
        keys.put(name, hex(value));
        return this;
    }

    /** Part of the subject's identity, decimal: a pid. */
    public Draft pid(int pid) {
        keys.put("pid", Integer.toString(pid));
        return this;
    }

    /** An event that proves it; line 0 (no event was seen) is left out. */
    public Draft proof(long line, String role, String fact) {
        if (line > 0) {
            proofs.add(new Proof(line, role, fact));
        }
        return this;
    }

    public Draft says(String text) {
        summary = text;
        return this;
    }

    /** What this finding follows from: findings of one root are one finding, and the later ones fold under the first. */
    public Draft root(String cause) {
        root = cause;
        return this;
    }

    public static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    public Verdict verdict() {
        return verdict;
    }

    public Subject subject() {
        return new Subject(kind, keys);
    }

    public List<Proof> proofs() {
        return proofs;
    }

    public String summary() {
        return summary;
    }

    /** The subject itself where no rule named another cause. */
    public String root() {
        return root.isEmpty() ? kind + keys : root;
    }
}
