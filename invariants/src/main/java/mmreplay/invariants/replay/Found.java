package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Scene;
import mmreplay.invariants.result.ShortDigest;
import mmreplay.invariants.result.Subject;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.RuleInfo;
import org.jspecify.annotations.Nullable;

/** A root finding, before the texts of the events that prove it were fetched from the trace. */
public final class Found {

    private static final int ID_DIGITS = 8;

    /** What the trace says at one line. */
    public record Witness(long time, int cpu, int pid, String comm, String text) {}

    private final RuleInfo rule;
    private final Obligation obligation;
    private final Draft draft;
    private final int folded;
    private final int twin;

    /**
     * @param folded how many findings follow from this one
     * @param twin how many earlier findings of this rule are about the same subject: part of the id
     */
    Found(RuleInfo rule, Obligation obligation, Draft draft, int folded, int twin) {
        this.rule = rule;
        this.obligation = obligation;
        this.draft = draft;
        this.folded = folded;
        this.twin = twin;
    }

    Obligation obligation() {
        return obligation;
    }

    /** Lines whose events prove the finding, in trace order, each once; the trigger is among them. */
    public long[] proofLines() {
        return proofs().stream()
                .mapToLong(Draft.Proof::line)
                .sorted()
                .distinct()
                .toArray();
    }

    /** What it is about. */
    public Subject subject() {
        return draft.subject();
    }

    private List<Draft.Proof> proofs() {
        List<Draft.Proof> proofs = new ArrayList<>(draft.proofs());
        if (proofs.stream().noneMatch(proof -> proof.line() == obligation.line())) {
            proofs.add(new Draft.Proof(obligation.line(), "trigger", "judged here"));
        }
        proofs.sort(Comparator.comparingLong(Draft.Proof::line));
        return proofs;
    }

    /**
     * The finished finding.
     *
     * @param input index of the trace
     * @param texts the events at {@link #proofLines}; null for a line that holds none
     * @param scene what surrounds it
     */
    public Finding finding(int input, LongFunction<@Nullable Witness> texts, Scene scene) {
        List<Evidence> evidence = new ArrayList<>();
        for (Draft.Proof proof : proofs()) {
            Witness witness = texts.apply(proof.line());
            if (witness != null) {
                evidence.add(new Evidence(
                        new Position(input, proof.line()),
                        witness.time(),
                        witness.cpu(),
                        witness.pid(),
                        witness.comm(),
                        proof.role(),
                        witness.text(),
                        proof.fact()));
            }
        }
        return new Finding(
                id(),
                rule.id(),
                draft.verdict(),
                obligation.time(),
                new Position(input, obligation.line()),
                draft.subject(),
                draft.summary(),
                List.copyOf(evidence),
                folded,
                scene);
    }

    /** From the rule and the subject only: neither a time stamp nor a pid makes it another finding. */
    private String id() {
        StringBuilder text =
                new StringBuilder(rule.id()).append('|').append(draft.subject().kind());
        draft.subject().keys().forEach((name, value) -> {
            if (!name.equals("pid")) {
                text.append('|').append(name).append('=').append(value);
            }
        });
        if (twin > 0) {
            text.append("#").append(twin);
        }
        return rule.id() + "-" + ShortDigest.of(text.toString(), ID_DIGITS);
    }
}
