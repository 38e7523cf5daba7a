package mmreplay.analyzer;

import java.util.Locale;
import mmreplay.invariants.result.RuleResult;

/** From which verdict on a finding makes the exit code 1. Each includes the worse ones. */
enum FailOn {
    VIOLATION,
    HAZARD,
    NOTE;

    boolean failed(RuleResult rule) {
        return switch (this) {
            case VIOLATION -> rule.violation() > 0;
            case HAZARD -> rule.violation() + rule.hazard() > 0;
            case NOTE -> rule.violation() + rule.hazard() + rule.note() > 0;
        };
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
