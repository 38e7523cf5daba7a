package mmreplay.analyzer.simulate.path;

import mmreplay.analyzer.simulate.mm.Kernel;
import mmreplay.analyzer.simulate.mm.Page;

/** A page's content is copied. */
final class Copy {

    private Copy() {}

    /** @param how migrate, ksm_swapin or collapse */
    static void page(Kernel k, Page from, Page to, String how) {
        k.out.begin("page_copy")
                .x("src", from.pfn)
                .x("dst", to.pfn)
                .d("src_locked", from.locked ? 1 : 0)
                .d("src_lru", from.lru ? 1 : 0)
                .d("src_uptodate", from.uptodate ? 1 : 0)
                .d("src_mapcount", from.mapcount)
                .d("dst_locked", to.locked ? 1 : 0)
                .s("how", how)
                .end();
    }
}
