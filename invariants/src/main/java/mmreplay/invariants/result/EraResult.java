package mmreplay.invariants.result;

/**
 * Whether the kernel of a trace has a change that rules depend on.
 *
 * @param era its name
 * @param first the first mainline version that has it
 * @param change what the kernel does since then, one clause
 * @param holds {@code yes}, {@code no}, {@code unknown}
 * @param by {@code option}, {@code trace}, {@code recorded} or {@code nothing}: what told it
 * @param line of the event that showed it, 0 if none did
 */
public record EraResult(String era, String first, String change, String holds, String by, long line) {}
