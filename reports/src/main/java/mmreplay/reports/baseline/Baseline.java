package mmreplay.reports.baseline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Known;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.text.Silence;

/** Known findings, each bug once, in the order of their fingerprints. */
public final class Baseline {

    /** Nothing is known. */
    public static final Baseline EMPTY = new Baseline(Collections.emptySortedMap());

    /**
     * One known finding.
     *
     * @param fingerprint {@link Finding#fingerprint}
     * @param summary of the finding that was found first: for people, its addresses are other ones in each run
     * @param reason why it is accepted, written by people; empty if nobody did
     */
    public record Entry(String fingerprint, String rule, Verdict verdict, String summary, String reason) {}

    private final SortedMap<String, Entry> entries;

    Baseline(SortedMap<String, Entry> entries) {
        this.entries = Collections.unmodifiableSortedMap(entries);
    }

    public Collection<Entry> entries() {
        return entries.values();
    }

    /** All findings of the result; an entry that was there before stays as it is, with its reason. */
    public Baseline rewritten(Result result) {
        SortedMap<String, Entry> now = new TreeMap<>();
        for (Finding finding : result.findings()) {
            String fingerprint = finding.fingerprint();
            Entry before = entries.get(fingerprint);
            now.putIfAbsent(
                    fingerprint,
                    before != null
                            ? before
                            : new Entry(fingerprint, finding.rule(), finding.verdict(), finding.summary(), ""));
        }
        return new Baseline(now);
    }

    /** Entries of this one that {@code other} has not. */
    public List<Entry> without(Baseline other) {
        List<Entry> missing = new ArrayList<>(entries.values());
        missing.removeIf(entry -> other.entries.containsKey(entry.fingerprint()));
        return missing;
    }

    /**
     * What it says of the result. An entry is gone only if its rule could decide something: where nothing was recorded, nothing
     * is gone.
     */
    public Known known(Result result) {
        Set<String> found = result.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
        Set<String> decided = result.rules().stream()
                .filter(rule -> !Silence.of(rule))
                .map(RuleResult::id)
                .collect(Collectors.toSet());
        SortedMap<String, String> reasons = new TreeMap<>();
        List<Known.Gone> gone = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (found.contains(entry.fingerprint())) {
                reasons.put(entry.fingerprint(), entry.reason());
            } else if (decided.contains(entry.rule())) {
                gone.add(new Known.Gone(
                        entry.fingerprint(), entry.rule(), entry.verdict(), entry.summary(), entry.reason()));
            }
        }
        return new Known(true, reasons, List.copyOf(gone));
    }
}
