package mmreplay.analyzer.simulate.bug;

/** One smallest change of a path for each rule. */
public enum Bug {
    TLB_1("TLB-1", "zap_pte_range: the mmu_gather frees its pages without the flush");

    private final String rule;
    private final String change;

    Bug(String rule, String change) {
        this.rule = rule;
        this.change = change;
    }

    /** The rule that must find it. */
    public String rule() {
        return rule;
    }

    public String change() {
        return change;
    }
}
