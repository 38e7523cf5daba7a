package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.*;
import mmreplay.analyzer.simulate.sched.*;

final class Ksm {
    static void exit(Kernel k, Task t, Mm mm) {}
}
