package mmreplay.analyzer;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.IntSupplier;
import mmreplay.analyzer.simulate.SimulateCommand;
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
        OutputStream stdout = new FileOutputStream(FileDescriptor.out);
        System.exit(guarded(() -> program(stdout).execute(arguments), System.err));
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

    /**
     * The command line, ready to execute.
     *
     * @param stdout where a report goes whose file is {@code -}: bytes, in the report's encoding and not the terminal's
     */
    static CommandLine program(OutputStream stdout) {
        CommandLine check = new CommandLine(new CheckCommand(stdout));
        check.getCommandSpec().usageMessage().exitCodeList(ExitCode.list());
        return new CommandLine(new Main())
                .addSubcommand(check)
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new StatsCommand())
                .addSubcommand(new SimulateCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(Problems::thrown)
                .setParameterExceptionHandler(Problems::misused);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: check, explain or stats");
    }
}
