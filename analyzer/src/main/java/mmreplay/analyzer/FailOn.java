package mmreplay.analyzer;

import java.util.Locale;
import mmreplay.invariants.result.Verdict;

/** From which verdict on a finding makes the exit code 1. Each includes the worse ones. */
enum FailOn {
    VIOLATION,
    HAZARD,
    NOTE;

    Verdict verdict() {
        return switch (this) {
            case VIOLATION -> Verdict.VIOLATION;
            case HAZARD -> Verdict.HAZARD;
            case NOTE -> Verdict.NOTE;
        };
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
