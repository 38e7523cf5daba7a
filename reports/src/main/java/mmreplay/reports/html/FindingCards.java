package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mmreplay.invariants.result.EraResult;
import mmreplay.invariants.result.Evidence;
import mmreplay.invariants.result.Finding;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.RuleResult;
import mmreplay.invariants.result.Scene;
import mmreplay.reports.text.Contradiction;
import mmreplay.reports.text.Place;
import mmreplay.reports.text.Shell;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** The findings, each with its evidence and its pictures. */
final class FindingCards {

    /** The first findings are told with everything; of a thousand the others are their claim and their evidence. */
    static final int WHOLE = 100;
    /** So many are open when the page opens; a click opens the others. */
    static final int OPEN = 3;

    private static final int INKS = 8;
    private static final Set<String> PAGE_KEYS = Set.of("pfn", "copy", "table");
    private static final Pattern PFN = Pattern.compile("\\bpfn=(0x[0-9a-f]{1,16})\\b");

    private final Result result;
    private final Anchors anchors;
    private final Origins origins;
    private final Map<String, String> titles = new HashMap<>();
    /** A role has one colour on the whole page: the order in which roles first appear gives it. */
    private final Map<String, String> inks = new HashMap<>();

    FindingCards(Result result, Anchors anchors, Function<String, String> pages) {
        this.result = result;
        this.anchors = anchors;
        this.origins = new Origins(pages);
        for (RuleResult rule : result.rules()) {
            titles.put(rule.id(), rule.title());
        }
    }

    List<Page.FindingCard> all() {
        List<Page.FindingCard> cards = new ArrayList<>();
        for (Finding finding : result.findings()) {
            cards.add(card(finding, cards.size()));
        }
        return cards;
    }

    private Page.FindingCard card(Finding finding, int index) {
        String anchor = anchors.give("finding", finding.id());
        boolean whole = index < WHOLE;
        List<Page.EvidenceRow> evidence = evidence(finding);
        List<Page.Key> keys = new ArrayList<>();
        finding.subject().keys().forEach((name, value) -> keys.add(new Page.Key(Visible.of(name), Visible.of(value))));
        boolean known = titles.containsKey(finding.rule());
        return new Page.FindingCard(
                anchor,
                Visible.of(finding.id()),
                Badges.of(finding.verdict()),
                Visible.of(finding.rule()),
                known ? Anchors.name("rule", finding.rule()) : "",
                Visible.of(titles.getOrDefault(finding.rule(), "")),
                Visible.of(finding.summary()),
                whole ? Contradiction.of(finding, clock(finding.position())) : "",
                Visible.of(finding.subject().kind()),
                keys,
                where(finding.position()) + ", " + Show.time(finding.time(), clock(finding.position())),
                folded(finding.folded()),
                evidence,
                LanesBuilder.build(
                        anchor,
                        whole ? evidence : List.of(),
                        whole ? finding.scene().locks() : List.of()),
                life(anchor, finding, evidence, whole ? finding.scene().lives() : List.of()),
                whole ? origins.of(finding.rule()) : List.of(),
                origins.of(finding.rule()).isEmpty() ? "" : Anchors.name("page", finding.rule()),
                whole ? command(finding) : "",
                index < OPEN,
                pids(finding),
                pages(finding));
    }

    private LifeView life(String anchor, Finding finding, List<Page.EvidenceRow> evidence, List<Scene.Life> lives) {
        Map<Long, Page.EvidenceRow> byPlace = new HashMap<>();
        evidence.forEach(row -> byPlace.putIfAbsent(row.at(), row));
        return new LifeBuilder(anchor, clock(finding.position()), this::where, byPlace, lives).build();
    }

    private List<Page.EvidenceRow> evidence(Finding finding) {
        List<Page.EvidenceRow> rows = new ArrayList<>();
        long before =
                finding.evidence().isEmpty() ? 0 : finding.evidence().get(0).time();
        for (Evidence event : finding.evidence()) {
            boolean trigger = Contradiction.isTrigger(finding, event);
            String clock = clock(event.position());
            rows.add(new Page.EvidenceRow(
                    rows.size() + 1,
                    event.position().number(),
                    where(event.position()),
                    Show.time(event.time(), clock),
                    rows.isEmpty() ? "" : Show.later(event.time() - before, clock),
                    Integer.toString(event.cpu()),
                    event.pid(),
                    Contradiction.task(event),
                    Visible.of(event.role()),
                    trigger ? "tone" : ink(event.role()),
                    trigger,
                    Visible.of(event.event()),
                    Visible.of(event.fact())));
            before = event.time();
        }
        return rows;
    }

    private String ink(String role) {
        return inks.computeIfAbsent(role, r -> "s" + (inks.size() % INKS + 1));
    }

    private String where(Position position) {
        return Place.of(result, position, "input");
    }

    private String clock(Position position) {
        int input = position.input();
        return input >= 0 && input < result.inputs().size()
                ? result.inputs().get(input).clock()
                : "raw";
    }

    /** Gives this finding again, and no other rule's; and then the few events that give it. Empty if its input is not known. */
    private String command(Finding finding) {
        int index = finding.position().input();
        if (index < 0 || index >= result.inputs().size()) {
            return "";
        }
        Input input = result.inputs().get(index);
        boolean stated = input.eras().stream().map(EraResult::by).anyMatch("option"::equals);
        String kernel = stated ? " --kernel VERSION" : "";
        String trace = Shell.path(input.path());
        String check = "mmreplay check " + (input.piped() ? "-" : trace) + " --only " + finding.rule() + kernel;
        String shrink = "mmreplay shrink " + trace + " --finding " + finding.id() + kernel + " -o slice.txt";
        return Visible.of(check) + (input.piped() ? "" : "\n" + Visible.of(shrink));
    }

    private static String folded(int folded) {
        return folded == 0
                ? ""
                : "This implies " + Show.counted(folded, "further finding") + ", not listed: "
                        + (folded == 1 ? "it has" : "they have") + " the same root.";
    }

    /** Of all tasks that take part, for the filter. */
    private static String pids(Finding finding) {
        Set<Integer> pids = new TreeSet<>();
        finding.evidence().forEach(event -> pids.add(event.pid()));
        String own = finding.subject().keys().getOrDefault("pid", "");
        String all = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return pids.stream().map(String::valueOf).anyMatch(own::equals) || own.isEmpty()
                ? all
                : Visible.of(own) + " " + all;
    }

    /** Of all pages that it is about or that its events name, for the filter. */
    private static String pages(Finding finding) {
        Set<String> pages = new TreeSet<>();
        finding.subject().keys().forEach((name, value) -> {
            if (PAGE_KEYS.contains(name)) {
                pages.add(Visible.of(value));
            }
        });
        for (Evidence event : finding.evidence()) {
            Matcher pfn = PFN.matcher(event.event());
            while (pfn.find()) {
                pages.add(pfn.group(1));
            }
        }
        return String.join(" ", pages);
    }
}
