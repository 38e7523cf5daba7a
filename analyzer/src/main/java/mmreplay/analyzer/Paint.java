package mmreplay.analyzer;

import java.util.List;
import mmreplay.invariants.result.Verdict;
import mmreplay.reports.text.Visible;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;

/**
 * Text for the terminal: untrusted characters made visible, then coloured where colour is wanted. Everything that a summary
 * prints passes through here. Colour only repeats what the words say.
 */
final class Paint {

    private final ColorScheme scheme;

    Paint(Ansi ansi) {
        scheme = Help.defaultColorScheme(ansi);
    }

    /** Not Ansi.Text's constructor: it would read markup, and a task may be named {@code @|red x|@}. */
    Text plain(String text) {
        return scheme.apply(Visible.of(text), List.of());
    }

    Text bold(String text) {
        return scheme.apply(Visible.of(text), List.of(Style.bold));
    }

    Text faint(String text) {
        return scheme.apply(Visible.of(text), List.of(Style.faint));
    }

    Text verdict(Verdict verdict) {
        return verdict(verdict, word(verdict));
    }

    Text verdict(Verdict verdict, String text) {
        List<IStyle> style =
                switch (verdict) {
                    case VIOLATION -> List.of(Style.bold, Style.fg_red);
                    case HAZARD -> List.of(Style.bold, Style.fg_yellow);
                    case NOTE -> List.of(Style.fg_cyan);
                    case PASS -> List.of(Style.fg_green);
                    case INCONCLUSIVE, NOT_CHECKED -> List.of(Style.faint);
                };
        return scheme.apply(Visible.of(text), style);
    }

    static String word(Verdict verdict) {
        return verdict.name().replace('_', ' ');
    }
}
