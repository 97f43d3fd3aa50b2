package org.estover.jobs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.estover.crawl.fetch.UnfitKeyException;
import org.estover.crawl.filter.BadWordListException;
import org.estover.crawl.plugin.PluginException;
import org.estover.crawl.plugin.PluginJars;
import org.estover.crawl.quality.CorruptModelException;
import org.estover.jobs.eval.EvalPlanException;
import org.estover.jobs.rows.CorruptRowsException;
import org.estover.jobs.run.CorruptRunException;
import org.estover.jobs.run.PlanException;
import org.estover.jobs.stage.NothingSurvivedException;
import org.estover.ledger.LedgerBusyException;
import org.estover.ledger.LedgerRefusedException;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.OpenKeyException;
import org.estover.licensing.terms.DamagedReleaseException;
import org.estover.licensing.terms.TermsRefusedException;
import org.estover.tokenize.bpe.UnsupportedTokenizerException;
import org.estover.tokenize.order.CorruptOrderException;
import org.estover.tokenize.order.OrderException;
import org.estover.tokenize.reconstruct.ChainLogException;
import org.estover.tokenize.reconstruct.NotInReleaseException;
import org.estover.tokenize.reconstruct.StudyException;
import org.estover.tokenize.reconstruct.WrongTokenizerException;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.NoAddressException;
import org.estover.tokenize.release.NoLookupException;
import org.estover.tokenize.release.ReleaseConflictException;
import org.estover.tokenize.shard.CorruptShardException;
import org.estover.tokenize.shard.UnfitItemException;
import org.estover.tokenize.shard.npy.CorruptNpyException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command {@code estover}: finds the command that is meant and maps its end to an exit code.
 */
@Command(
    name = "estover",
    description = "Builds, publishes and licenses training corpora of a public data trust.",
    mixinStandardHelpOptions = true,
    version = "estover 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "The corridor: crawl > extract > filter > dedupe > tokenize > shard > release",
      "              | ledger > license > statement",
      "Exit codes: 0 fine; 1 a check found problems or nothing survived; 2 command line or plan;",
      "            3 damage in what Estover wrote (with --strict also in the input);",
      "            4 reading or writing failed, or Estover itself did.",
    })
public final class Estover {
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          InitCommand.class,
          DoctorCommand.class,
          CrawlCommand.class,
          RunCommand.class,
          StatusCommand.class,
          ReportCommand.class,
          WhyCommand.class,
          RightsCommand.class,
          LookupCommand.class,
          ReadCommand.class,
          ExtractCommand.class,
          FilterCommand.class,
          QualityCommand.class,
          LanguageCommand.class,
          DedupeCommand.class,
          ClustersCommand.class,
          VerifyCommand.class,
          ReconstructCommand.class,
          OrderCommand.class,
          ShardsCommand.class,
          BatchCommand.class,
          SeenCommand.class,
          UsageCommand.class,
          TraceCommand.class,
          DiffCommand.class,
          ChainCommand.class,
          TermsCommand.class,
          MemorizeCommand.class,
          InterveneCommand.class,
          TokenizerCommand.class,
          PublishCommand.class,
          LicenseCommand.class,
          PartyCommand.class,
          TrainingCommand.class,
          ModelCommand.class,
          RevenueCommand.class,
          StatementCommand.class,
          ChargeCommand.class,
          DeedCommand.class,
          ClaimCommand.class,
          PayeeCommand.class,
          PayCommand.class,
          SimulateCommand.class,
          WithdrawCommand.class,
          ReleaseCommand.class,
          LedgerCommand.class,
          PortalCommand.class,
          CommandLine.HelpCommand.class);

  private static final Set<Class<? extends Exception>> DAMAGE =
      Set.of(
          CorruptRunException.class,
          CorruptRowsException.class,
          DamagedArchiveException.class,
          DamagedReleaseException.class,
          CorruptReleaseException.class,
          CorruptShardException.class,
          CorruptOrderException.class,
          CorruptLogException.class,
          ReleaseConflictException.class,
          org.estover.ledger.log.FormatTooNewException.class,
          org.estover.tokenize.release.FormatTooNewException.class);
  private static final Set<Class<? extends Exception>> REFUSED =
      Set.of(
          TermsRefusedException.class,
          LedgerRefusedException.class,
          LedgerBusyException.class,
          NotInReleaseException.class,
          EvalPlanException.class,
          PluginException.class,
          BadWordListException.class,
          UnfitKeyException.class,
          OpenKeyException.class,
          NoAddressException.class,
          NoLookupException.class,
          ChainLogException.class,
          StudyException.class,
          CorruptNpyException.class,
          CorruptModelException.class,
          WrongTokenizerException.class,
          OrderException.class,
          UnfitItemException.class,
          UnsupportedTokenizerException.class);

  private Estover() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Surroundings around =
        new Surroundings(
            Path.of("").toAbsolutePath(),
            StandardOutput.ofProcess(),
            System.err,
            Boolean.getBoolean("estover.terminal"),
            Clock.systemUTC(),
            Estover::setting);
    System.exit(run(around, arguments));
  }

  private static @Nullable String setting(String name) {
    String property = System.getProperty(name);
    return property == null ? System.getenv(name) : property;
  }

  /** Runs one command; the result is its exit code, 4 where its answer could not be written. */
  static int run(Surroundings around, String... arguments) {
    int exitCode = answer(around, arguments);
    // A print stream keeps its errors to itself.
    if (around.out().checkError() && exitCode == ExitCode.OK) {
      around.err().println("estover: " + Errors.outputLost());
      return ExitCode.IO;
    }
    return exitCode;
  }

  private static int answer(Surroundings around, String... arguments) {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (PluginJars plugins = PluginPlaces.open(around, usual, arguments)) {
      thread.setContextClassLoader(plugins);
      return commandLine(around, commands(arguments)).execute(arguments);
    } catch (IOException e) {
      return exitCode(around, e, List.of(arguments).contains("--json"));
    } catch (OutOfMemoryError e) {
      // Exit code 1, Java's own for it, would say that a check found problems.
      if (List.of(arguments).contains("--json")) {
        around.out().println(Json.error(ExitCode.IO, Errors.outOfMemory()));
      }
      around.err().println("estover: " + Errors.outOfMemory());
      return ExitCode.IO;
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  /** All commands, their options and their help. */
  static CommandLine commandLine(Surroundings around) {
    return commandLine(around, COMMANDS);
  }

  /**
   * The commands that this line can be about. To describe one that is not meant costs a start more
   * than most of them compute; whoever asks for help or mistypes is shown all.
   */
  private static List<Class<?>> commands(String... arguments) {
    if (List.of(arguments).equals(List.of("--version"))) {
      return List.of();
    }
    for (Class<?> command : COMMANDS) {
      if (arguments.length > 0 && nameOf(command).equals(arguments[0]) && !isHelp(command)) {
        return List.of(command);
      }
    }
    return COMMANDS;
  }

  private static boolean isHelp(Class<?> command) {
    return command == CommandLine.HelpCommand.class;
  }

  private static String nameOf(Class<?> command) {
    return Objects.requireNonNull(command.getAnnotation(Command.class)).name();
  }

  private static CommandLine commandLine(Surroundings around, List<Class<?>> commands) {
    CommandLine.IFactory factory = factory(around);
    CommandLine line = new CommandLine(new Estover(), factory);
    commands.forEach(command -> line.addSubcommand(new CommandLine(command, factory)));
    CommandLine.IParameterExceptionHandler usual = line.getParameterExceptionHandler();
    line.setOut(new PrintWriter(around.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(around.err(), true, StandardCharsets.UTF_8));
    line.registerConverter(LocalDate.class, Arguments::day);
    line.registerConverter(int.class, Arguments::integer);
    line.registerConverter(Integer.class, Arguments::integer);
    line.registerConverter(long.class, Arguments::whole);
    line.registerConverter(Long.class, Arguments::whole);
    line.registerConverter(Double.class, Arguments::decimal);
    line.registerConverter(BigDecimal.class, Arguments::exactDecimal);
    line.setExecutionExceptionHandler(
        (e, command, parsed) ->
            exitCode(around, e, command.getParseResult().hasMatchedOption("--json")));
    line.setParameterExceptionHandler(
        (e, arguments) -> {
          if (List.of(arguments).contains("--json")) {
            around.out().println(Json.error(ExitCode.USAGE, message(e)));
          }
          // Whoever names no command of several wants to see them; one that acts by itself is
          // named.
          CommandLine command = e.getCommandLine();
          return command.getSubcommands().isEmpty() || command.getCommand() instanceof Callable
              ? mistake(around, e)
              : usual.handleParseException(e, arguments);
        });
    line.setAbbreviatedSubcommandsAllowed(false);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    line.getSubcommands().values().forEach(Estover::explain);
    return line;
  }

  /** What is wrong with a command line, and for a word that is not known those that are like it. */
  private static String message(CommandLine.ParameterException e) {
    String message = String.valueOf(e.getMessage());
    List<String> alike =
        e instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    return alike.isEmpty()
        ? message
        : message + "; did you mean " + String.join(" or ", alike) + "?";
  }

  /**
   * Tells what is wrong with a command line, and how it is written; the whole help would hide it.
   */
  private static int mistake(Surroundings around, CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    around.err().println("estover: " + Terminal.safe(String.valueOf(e.getMessage())));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    String name = command.getCommandSpec().qualifiedName();
    String synopsis = command.getHelp().synopsis("Usage: ".length());
    around.err().println("Usage: " + synopsis.stripTrailing());
    around.err().println("\"" + name + " --help\" explains it");
    return ExitCode.USAGE;
  }

  /** Gives a command and those below it the option that people try first. */
  private static void explain(CommandLine command) {
    if (command.getCommandSpec().findOption("--help") == null) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Show this help message and exit.")
                  .build());
    }
    command.getSubcommands().values().forEach(Estover::explain);
  }

  /** Commands take their surroundings by constructor. */
  private static CommandLine.IFactory factory(Surroundings around) {
    CommandLine.IFactory usual = CommandLine.defaultFactory();
    return new CommandLine.IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        try {
          return type.getDeclaredConstructor(Surroundings.class).newInstance(around);
        } catch (NoSuchMethodException e) {
          return usual.create(type);
        } catch (InvocationTargetException e) {
          throw new IllegalStateException(type + " cannot be made", e);
        }
      }
    };
  }

  /** The one place where every kind of failure is caught: each has its code and its wording. */
  private static int exitCode(Surroundings around, Exception thrown, boolean json) {
    if (Interruption.isUnderWay()) {
      return ExitCode.IO;
    }
    Exception e = cause(thrown);
    int exitCode = exitCode(e);
    // Where nothing survived, the funnel has been the answer.
    if (json && !(e instanceof NothingSurvivedException)) {
      String message = e instanceof IOException ? Errors.message(e) : "in Estover itself: " + e;
      around.out().println(Json.error(exitCode, message));
    }
    if (!(e instanceof IOException)) {
      around.err().println("estover: an error in Estover itself, please report it:");
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      around.err().println(Terminal.safe(trace.toString().stripTrailing()));
    } else {
      around.err().println("estover: " + Terminal.safe(Errors.message(e)));
    }
    return exitCode;
  }

  private static int exitCode(Exception e) {
    Class<?> kind = e.getClass();
    if (e instanceof PlanException || e instanceof UsageException || REFUSED.contains(kind)) {
      return ExitCode.USAGE;
    }
    if (e instanceof NothingSurvivedException) {
      return ExitCode.FOUND;
    }
    return DAMAGE.contains(kind) ? ExitCode.DAMAGE : ExitCode.IO;
  }

  private static Exception cause(Exception thrown) {
    if (thrown instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return unchecked.getCause();
    }
    return thrown;
  }
}
