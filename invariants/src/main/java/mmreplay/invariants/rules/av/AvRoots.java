package mmreplay.invariants.rules.av;

/**
 * What findings about anon_vmas that were freed too early have in common: who freed them. unlink_anon_vmas frees every anon_vma
 * of a vma, and exit_mmap does so for every vma: one mistake there shows once for each of them, and again at each later use.
 */
final class AvRoots {

    private AvRoots() {}

    static String freedBy(int pid) {
        return "anon_vmas freed by " + pid;
    }
}
