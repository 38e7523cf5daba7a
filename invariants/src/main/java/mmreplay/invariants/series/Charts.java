package mmreplay.invariants.series;

/** What of a timeline is wanted. */
public enum Charts {
    /** Everything that a page draws: levels, distributions and times, too. */
    DRAWN,
    /** How often things happened, which is all that the JSON result tells. */
    RATES,
    /** Nothing: only the verdicts count. */
    NONE
}
