package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mmreplay.invariants.result.EraResult;
import mmreplay.invariants.result.Input;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** How good each input was: where its lines went, what was lost, what was not understood. */
final class InputViews {

    private static final int LOSSES = 20;

    private InputViews() {}

    static List<InputView> of(List<Input> inputs, Anchors anchors) {
        List<InputView> views = new ArrayList<>();
        for (Input input : inputs) {
            int number = views.size() + 1;
            String heading = inputs.size() == 1 ? "The input" : "Input " + number;
            views.add(view(input, anchors.give("input", Integer.toString(number)), heading));
        }
        return views;
    }

    private static InputView view(Input input, String anchor, String heading) {
        long sum = input.ledger().values().stream().mapToLong(Long::longValue).sum();
        return new InputView(
                anchor,
                heading,
                Visible.of(input.path()),
                facts(input),
                ledger(input),
                Show.count(sum),
                sum == input.lines()
                        ? ""
                        : "The ledger does not add up: the input has " + Show.counted(input.lines(), "line") + ".",
                losses(input),
                lossNote(input),
                eras(input),
                issues(input));
    }

    private static List<Page.Key> facts(Input input) {
        List<Page.Key> facts = new ArrayList<>();
        facts.add(new Page.Key("format", Visible.of(input.format())));
        facts.add(new Page.Key("events", Show.count(input.events())));
        facts.add(new Page.Key("CPUs", Integer.toString(input.cpus())));
        facts.add(new Page.Key("clock", clock(input)));
        if (input.events() > 0) {
            String clock = input.clock();
            facts.add(new Page.Key(
                    "time", Show.time(input.firstTime(), clock) + " to " + Show.time(input.lastTime(), clock)));
        }
        facts.add(new Page.Key(
                "end",
                input.endProven() ? "proven: nothing was cut off" : "not proven: events may be missing after it"));
        facts.add(new Page.Key("dialects", list(input.dialects())));
        facts.add(new Page.Key("sidecars", list(input.sidecars())));
        for (Input.Source source : input.sources()) {
            facts.add(new Page.Key(
                    "made of",
                    Visible.of(source.path()) + ": " + Visible.of(source.format()) + ", "
                            + Show.counted(source.events(), "event") + ", SHA-256 " + Visible.of(source.sha256())));
        }
        facts.add(new Page.Key("SHA-256", Visible.of(input.sha256())));
        return facts;
    }

    private static String clock(Input input) {
        return input.clock().equals("ns") ? "nanoseconds, shown as seconds" : Visible.of(input.clock());
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : names.stream().map(Visible::of).collect(Collectors.joining(", "));
    }

    private static List<InputView.LedgerRow> ledger(Input input) {
        List<Long> counts = List.copyOf(input.ledger().values());
        List<Long> shares = Shares.of(counts);
        List<InputView.LedgerRow> rows = new ArrayList<>();
        for (Map.Entry<String, Long> bucket : input.ledger().entrySet()) {
            long share = shares.get(rows.size());
            rows.add(new InputView.LedgerRow(
                    Visible.of(bucket.getKey()).toLowerCase(Locale.ROOT).replace('_', ' '),
                    Show.count(bucket.getValue()),
                    Shares.percent(share)));
        }
        return rows;
    }

    private static List<InputView.LossRow> losses(Input input) {
        return input.losses().stream()
                .limit(LOSSES)
                .map(loss -> new InputView.LossRow(
                        loss.cpu() < 0 ? "all" : Integer.toString(loss.cpu()),
                        loss.lost() < 0 ? "unknown" : Show.count(loss.lost()),
                        Show.time(loss.from(), input.clock()),
                        Show.time(loss.to(), input.clock()),
                        Show.count(loss.line()),
                        Visible.of(loss.cause())))
                .toList();
    }

    private static String lossNote(Input input) {
        long shown = Math.min(LOSSES, input.losses().size());
        if (input.lossCount() == 0) {
            return "No gap is marked.";
        }
        return input.lossCount() > shown ? "And " + Show.count(input.lossCount() - shown) + " more." : "";
    }

    private static List<InputView.EraRow> eras(Input input) {
        return input.eras().stream()
                .map(era -> new InputView.EraRow(era.change(), era.first(), era.holds(), told(era, input)))
                .toList();
    }

    private static String told(EraResult era, Input input) {
        return switch (era.by()) {
            case "option" -> "--kernel";
            case "trace" -> input.unit() + " " + Show.count(era.line());
            case "recorded" -> "recorded with the trace";
            default -> "nothing";
        };
    }

    private static List<InputView.IssueRow> issues(Input input) {
        return input.issues().stream()
                .map(issue -> new InputView.IssueRow(
                        Badges.severity(Visible.of(issue.severity())),
                        Visible.of(issue.name()),
                        Show.count(issue.count()),
                        issue.firstLines().stream().map(Show::count).collect(Collectors.joining("; ")),
                        Visible.of(issue.help())))
                .toList();
    }
}
