package mmreplay.reports.html;

import java.util.List;

/**
 * One input and its quality, as shown.
 *
 * @param ledgerNote a sentence if the ledger does not add up, else empty
 * @param lossNote how many losses are not listed, or that there is none
 */
record InputView(
        String anchor,
        String heading,
        String path,
        List<Page.Key> facts,
        List<LedgerRow> ledger,
        String lines,
        String ledgerNote,
        List<LossRow> losses,
        String lossNote,
        List<EraRow> eras,
        List<IssueRow> issues) {

    /** One bucket of lines. */
    record LedgerRow(String name, String lines, String share) {}

    /** One gap. */
    record LossRow(String cpu, String lost, String from, String to, String line, String cause) {}

    /** One change between kernels. */
    record EraRow(String change, String first, String holds, String by) {}

    /** One named deficiency. */
    record IssueRow(Page.Badge severity, String name, String count, String firstLines, String help) {}
}
