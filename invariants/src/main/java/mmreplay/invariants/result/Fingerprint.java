package mmreplay.invariants.result;

/**
 * Tells whether findings of different recordings are the same bug. Of what proves a finding it takes what another run of the
 * same code would show again: the rule, the verdict, the kind of object, and which kinds of events led there in which role.
 * Addresses, pfns, pids, names of tasks, CPUs and times are other ones in each run, and are left out.
 */
final class Fingerprint {

    private static final int DIGITS = 12;

    private Fingerprint() {}

    static String of(Finding finding) {
        StringBuilder text = new StringBuilder(finding.rule())
                .append('|')
                .append(finding.verdict())
                .append('|')
                .append(finding.subject().kind());
        for (Evidence evidence : finding.evidence()) {
            text.append('|').append(evidence.role()).append('=').append(name(evidence.event()));
        }
        return finding.rule() + "-" + ShortDigest.of(text.toString(), DIGITS);
    }

    /** The event's name: its text begins with it. */
    private static String name(String event) {
        int colon = event.indexOf(": ");
        return colon < 0 ? event : event.substring(0, colon);
    }
}
