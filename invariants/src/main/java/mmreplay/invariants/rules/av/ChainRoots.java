package mmreplay.invariants.rules.av;

import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.rule.Draft;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What findings about chains have in common. A link that was forgotten shows in every vma of the tree, and again in every copy;
 * and one task that forgets it does so in one tree after the other.
 */
final class ChainRoots {

    private static final int MOST = 1000;

    private final Long2ObjectHashMap<String> byTree = new Long2ObjectHashMap<>();
    private final Int2ObjectHashMap<String> byPid = new Int2ObjectHashMap<>();

    String of(int pid, long anonVma, Machine machine) {
        AnonVma av = machine.anonVmas().find(anonVma);
        long tree = av != null && av.rootKnown() ? av.root() : anonVma;
        String known = byTree.getOrDefault(tree, byPid.get(pid));
        String root = known == null ? "anon_vma chains of tree " + Draft.hex(tree) : known;
        if (byTree.size() < MOST && byPid.size() < MOST) {
            byTree.putIfAbsent(tree, root);
            byPid.putIfAbsent(pid, root);
        }
        return root;
    }
}
