package mmreplay.invariants.result;

/**
 * A trace that could not be checked, or not to its end: then it is among the inputs, too.
 *
 * @param path as given on the command line: untrusted text
 * @param problem what to do about it, one line that names the path: untrusted text
 */
public record Unusable(String path, String problem) {}
