package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.*;
import mmreplay.analyzer.simulate.sched.*;

final class ZapHuge {
    static void run(Kernel k, Task t, Gather g, Vma v, long a) {}
}
