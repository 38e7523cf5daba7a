package mmreplay.analyzer.simulate.bug;

/** Rules that no planted bug breaks, and why. */
public enum Inexpressible {
    MLOCK_6("MLOCK-6", "it judges kernels before 5.18, and the simulated one is a 6.1");

    private final String rule;
    private final String reason;

    Inexpressible(String rule, String reason) {
        this.rule = rule;
        this.reason = reason;
    }

    public String rule() {
        return rule;
    }

    public String reason() {
        return reason;
    }
}
