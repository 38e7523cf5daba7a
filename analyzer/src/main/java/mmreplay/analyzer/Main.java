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

/** The program's entry. */
public final class Main {

    private Main() {}

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
        Map<String, Supplier<Command>> commands = commands(standard);
        Supplier<Command> named = arguments.length == 0 ? null : commands.get(arguments[0]);
        return program(named == null ? commands.values() : List.of(named));
    }

    /** The command line, ready to execute. */
    static CommandLine program(Standard standard) {
        return program(commands(standard).values());
    }

    private static CommandLine program(Collection<Supplier<Command>> commands) {
        CommandLine program = new CommandLine(new Program().spec());
        for (Supplier<Command> command : commands) {
            program.addSubcommand(command.get().spec());
        }
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(Problems::thrown)
                .setParameterExceptionHandler(Problems::misused);
    }

    /** By name, in the order of the help. What a command needs is loaded when it is made. */
    private static Map<String, Supplier<Command>> commands(Standard standard) {
        Map<String, Supplier<Command>> commands = new LinkedHashMap<>();
        commands.put("check", () -> new CheckCommand(standard));
        commands.put("explain", ExplainCommand::new);
        commands.put("stats", () -> new StatsCommand(standard));
        commands.put("convert", () -> new ConvertCommand(standard));
        commands.put("baseline", () -> new BaselineCommand(standard));
        commands.put("compare", () -> new CompareCommand(standard));
        commands.put("shrink", () -> new ShrinkCommand(standard));
        commands.put("schema", SchemaCommand::new);
        commands.put("simulate", () -> new SimulateCommand(standard));
        return commands;
    }

    /** The program itself, which does nothing without a command. */
    private static final class Program extends Command {

        Program() {
            super(
                    "mmreplay",
                    "Replays a recorded trace of the Linux memory management and says which of the kernel's own rules held.",
                    "",
                    "Example: mmreplay check trace.txt.gz --html report.html",
                    "");
            spec().usageMessage().commandListHeading("Commands:%n");
        }

        @Override
        public Integer call() {
            throw misuse(
                    "name a command: " + String.join(", ", spec().subcommands().keySet()));
        }
    }
}
