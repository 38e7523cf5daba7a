package mmreplay.invariants.machine;

import java.util.ArrayList;
import java.util.List;

/** Which vmas map a page. */
public final class Mappers {

    private Mappers() {}

    /**
     * The known vmas that map it: by its page-table entries; in a test vector without any, by the vmas that rmap
     * adds named (in a recording a vma may have been split or moved since).
     * An entry whose vma is unknown is left out.
     */
    public static List<Vma> of(Page page, Machine machine) {
        List<Vma> vmas = new ArrayList<>();
        for (int i = 0; i < page.slotCount(); i++) {
            long mm = machine.tables().mmOf(page.slot(i));
            long address = machine.tables().addressOf(page.slot(i));
            Vma vma = mm == 0 || address < 0 ? null : machine.vmas().covering(mm, address);
            if (vma != null) {
                vmas.add(vma);
            }
        }
        if (page.slotCount() == 0 && machine.start() == Machine.Start.EMPTY) {
            for (int i = 0; i < page.mappers().size(); i++) {
                Vma vma = machine.vmas().find(page.mappers().getLong(i));
                if (vma != null) {
                    vmas.add(vma);
                }
            }
        }
        return vmas;
    }
}
