package mmreplay.analyzer;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/**
 * A command of the program: what it takes, and what it does.
 *
 * <p>Each says its options to picocli by calls. Annotations would say the same, but to read them the Java VM makes a class for each
 * kind of them, which takes it longer than to check a small trace.
 */
abstract class Command implements Callable<Integer> {

    private final CommandSpec spec;

    /** @param description what its help begins with, a line each */
    Command(String name, String... description) {
        spec = CommandSpec.wrapWithoutInspection(this).name(name).versionProvider(new Version());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
        spec.usageMessage().description(description);
    }

    final CommandSpec spec() {
        return spec;
    }

    /** @param meanings like {@code "0:done"} */
    final void exitCodes(String... meanings) {
        exitCodes(UsageMessageSpec.keyValuesMap(meanings));
    }

    final void exitCodes(Map<String, String> meanings) {
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(meanings);
    }

    /** Takes an option. Its value is there when the command is called. */
    final OptionSpec add(OptionSpec.Builder option) {
        OptionSpec built = option.build();
        spec.addOption(built);
        return built;
    }

    /** Takes what stands on the command line without a name. */
    final PositionalParamSpec add(PositionalParamSpec.Builder parameter) {
        PositionalParamSpec built = parameter.build();
        spec.addPositional(built);
        return built;
    }

    /** An option without a value: it is there or not. */
    static OptionSpec.Builder flag(String name) {
        return OptionSpec.builder(name).type(boolean.class).initialValue(false);
    }

    /** An option that names a file or a folder. */
    static OptionSpec.Builder path(String... names) {
        return OptionSpec.builder(names).type(Path.class).paramLabel("FILE");
    }

    /** An option with several values, separated by commas. */
    static OptionSpec.Builder list(String name) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .initialValue(List.of());
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** The command line is wrong. */
    final ParameterException misuse(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
