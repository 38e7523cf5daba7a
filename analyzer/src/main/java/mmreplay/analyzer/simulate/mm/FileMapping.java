package mmreplay.analyzer.simulate.mm;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import mmreplay.analyzer.simulate.sched.RwSem;

/** A file's address_space: its pages and the vmas that map it. */
public final class FileMapping {

    public final long address;
    public final RwSem iMmap;
    public final List<Vma> vmas = new ArrayList<>();
    public final TreeMap<Long, Page> pages = new TreeMap<>();

    public FileMapping(long address) {
        this.address = address;
        this.iMmap = new RwSem(address + 0x1a0, "&mapping->i_mmap_rwsem");
    }
}
