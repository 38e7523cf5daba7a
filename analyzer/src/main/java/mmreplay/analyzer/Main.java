package mmreplay.analyzer;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.function.IntSupplier;
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
        interruption.exit(guarded(() -> program(standard).execute(arguments), System.err));
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

    /** The command line, ready to execute. */
    static CommandLine program(Standard standard) {
        CommandLine check = new CommandLine(new CheckCommand(standard));
        Outputs.addOptions(check.getCommandSpec(), Formats.OF_CHECK);
        check.getCommandSpec().usageMessage().exitCodeList(ExitCode.list());
        CommandLine compare = new CommandLine(new CompareCommand(standard));
        Outputs.addOptions(compare.getCommandSpec(), Formats.OF_COMPARE);
        CommandLine program = new CommandLine(new Main())
                .addSubcommand(check)
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new StatsCommand(standard))
                .addSubcommand(new ConvertCommand(standard))
                .addSubcommand(new ShrinkCommand(standard))
                .addSubcommand(new BaselineCommand(standard))
                .addSubcommand(compare)
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new SimulateCommand());
        program.getSubcommands().values().forEach(InputOptions::describeFormats);
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(Problems::thrown)
                .setParameterExceptionHandler(Problems::misused);
    }

    @Override
    public void run() {
        String commands = String.join(", ", spec.subcommands().keySet());
        throw new ParameterException(spec.commandLine(), "name a command: " + commands);
    }
}
