package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.*;
import mmreplay.analyzer.simulate.sched.*;

final class HugeFault {
    static void anonymous(Kernel k, Task t, Vma v, long a) {}

    static void file(Kernel k, Task t, Vma v, long a, Runnable r) {
        r.run();
    }

    static void wp(Kernel k, Task t, Vma v, long a, Runnable r) {}
}
