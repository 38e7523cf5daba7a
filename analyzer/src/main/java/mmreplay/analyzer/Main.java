package mmreplay.analyzer;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's entry. */
@Command(
        name = "mmreplay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Replays a recorded trace of the Linux memory management and says which of the kernel's own rules held.",
            "",
            "Example: mmreplay check trace.txt.gz --html report.html",
            ""
        },
        commandListHeading = "Commands:%n")
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    public static void main(String[] arguments) {
        Interruption interruption = Interruption.ofProcess();
        Standard standard = new Standard(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                interruption,
                System.getenv());
        interruption.exit(guarded(() -> program(standard, arguments).execute(arguments), System.err));
    }

    /** Errors pass by picocli's handlers; the Java VM would print a stack trace and exit with 1, which means findings. */
    static int guarded(IntSupplier program, PrintStream err) {
        try {
            return program.getAsInt();
        } catch (OutOfMemoryError e) {
            err.println(Problems.line("not enough memory: give Java more, java -Xmx4g -jar mmreplay.jar ..."));
        } catch (StackOverflowError | LinkageError e) {
            err.println(Problems.line(Problems.of(e)));
        }
        return ExitCode.UNUSABLE.number();
    }

    /** The command line, ready to execute these arguments: if they begin with a command, it has no other. */
    private static CommandLine program(Standard standard, String... arguments) {
        Map<String, Supplier<CommandLine>> commands = commands(standard);
        Supplier<CommandLine> named = arguments.length == 0 ? null : commands.get(arguments[0]);
        return program(named == null ? commands.values() : List.of(named));
    }

    /** The command line, ready to execute. */
    static CommandLine program(Standard standard) {
        return program(commands(standard).values());
    }

    private static CommandLine program(Collection<Supplier<CommandLine>> commands) {
        CommandLine program = new CommandLine(new Main());
        for (Supplier<CommandLine> maker : commands) {
            CommandLine command = maker.get();
            InputOptions.describeFormats(command);
            program.addSubcommand(command);
        }
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(Problems::thrown)
                .setParameterExceptionHandler(Problems::misused);
    }

    /** By name, in the order of the help. What picocli reads of one command takes longer than to check a small trace. */
    private static Map<String, Supplier<CommandLine>> commands(Standard standard) {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("check", () -> {
            CommandLine check = new CommandLine(new CheckCommand(standard));
            Outputs.addOptions(check.getCommandSpec(), Formats.OF_CHECK);
            check.getCommandSpec().usageMessage().exitCodeList(ExitCode.list());
            return check;
        });
        commands.put("explain", () -> new CommandLine(new ExplainCommand()));
        commands.put("stats", () -> new CommandLine(new StatsCommand(standard)));
        commands.put("convert", () -> new CommandLine(new ConvertCommand(standard)));
        commands.put("baseline", () -> new CommandLine(new BaselineCommand(standard)));
        commands.put("compare", () -> {
            CommandLine compare = new CommandLine(new CompareCommand(standard));
            Outputs.addOptions(compare.getCommandSpec(), Formats.OF_COMPARE);
            return compare;
        });
        commands.put("shrink", () -> new CommandLine(new ShrinkCommand(standard)));
        commands.put("schema", () -> new CommandLine(new SchemaCommand()));
        commands.put("simulate", () -> new CommandLine(new SimulateCommand(standard)));
        return commands;
    }

    @Override
    public void run() {
        String commands = String.join(", ", spec.subcommands().keySet());
        throw new ParameterException(spec.commandLine(), "name a command: " + commands);
    }
}
