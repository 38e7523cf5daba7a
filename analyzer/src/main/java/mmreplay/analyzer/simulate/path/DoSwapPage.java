package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.*;
import mmreplay.analyzer.simulate.sched.*;

final class DoSwapPage {
    static void run(Kernel k, Task t, PageFault f, Vma v, long addr, long orig, boolean write) {}
}
