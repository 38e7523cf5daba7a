package mmreplay.invariants.result;

import java.util.List;

/**
 * A contradiction, with what proves it.
 *
 * @param id stable: the same bytes give the same id; {@code AV-1-3f2a9c01}; names it within its trace
 * @param rule the rule's id
 * @param verdict VIOLATION, HAZARD or NOTE
 * @param time of the trigger, in the unit of the input's clock
 * @param position of the trigger
 * @param summary one or two sentences: the claim and what contradicts it
 * @param evidence in the order in which it happened; the trigger is among it
 * @param folded how many further findings this one implies; they are not listed
 * @param scene what surrounds it; {@link Scene#NONE} where it was not gathered
 */
public record Finding(
        String id,
        String rule,
        Verdict verdict,
        long time,
        Position position,
        Subject subject,
        String summary,
        List<Evidence> evidence,
        int folded,
        Scene scene) {

    /** Without its scene. */
    public Finding(
            String id,
            String rule,
            Verdict verdict,
            long time,
            Position position,
            Subject subject,
            String summary,
            List<Evidence> evidence,
            int folded) {
        this(id, rule, verdict, time, position, subject, summary, evidence, folded, Scene.NONE);
    }

    /** The same for the same bug in another recording, as far as that can be told; {@code AV-1-3f2a9c01b477}. */
    public String fingerprint() {
        return Fingerprint.of(this);
    }
}
