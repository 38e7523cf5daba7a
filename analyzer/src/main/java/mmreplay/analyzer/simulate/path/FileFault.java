package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.*;
import mmreplay.analyzer.simulate.sched.*;

final class FileFault {
    static void run(Kernel k, Task t, Vma v, long addr, boolean write) {}
}
