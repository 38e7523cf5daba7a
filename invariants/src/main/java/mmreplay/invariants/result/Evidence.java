package mmreplay.invariants.result;

/**
 * One recorded event that proves a finding.
 *
 * @param time in the unit of the input's clock
 * @param role what part it plays: {@code trigger}, {@code mapped}, {@code freed}, ...
 * @param event the event's line verbatim from its name on: untrusted text
 * @param fact what this event proves, one clause
 */
public record Evidence(
        Position position, long time, int cpu, int pid, String comm, String role, String event, String fact) {}
