package mmreplay.invariants.rules.av;

import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.rule.Draft;

/** What findings about one anon_vma have in common: its life. A free too early and every use after it are one finding. */
final class AvRoots {

    private AvRoots() {}

    static String of(AnonVma av) {
        return "anon_vma " + Draft.hex(av.address()) + "#" + av.generation();
    }
}
