package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.estover.jobs.run.StageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class HelpTest {
  private static final Path README = Path.of("..", "README.md");

  @TempDir private Path folder;

  @Test
  void theReadmeShowsTheHelpAsItIs() throws IOException {
    Shell shell = new Shell(folder);
    assertThat(shell.run("--help")).isEqualTo(0);
    assertThat(Files.readString(README)).contains(shell.out().stripTrailing());
  }

  @Test
  void everyCommandExplainsItselfWhenAsked() {
    Shell shell = new Shell(folder);
    for (CommandLine command : all(line())) {
      String name = command.getCommandSpec().qualifiedName().replace("estover ", "");
      if (!name.startsWith("estover")) {
        String[] words = (name + " --help").split(" ");
        assertThat(shell.run(words)).as(name).isZero();
        // Of a line only the command that it names is described: as among all.
        assertThat(shell.out().strip()).isEqualTo(command.getUsageMessage().strip());
        assertThat(shell.out()).contains("Usage: estover " + name);
      }
    }
  }

  @Test
  void everyCommandAndOptionIsDescribed() {
    for (CommandLine command : all(line())) {
      String name = command.getCommandSpec().qualifiedName();
      assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
      command
          .getCommandSpec()
          .options()
          .forEach(option -> assertThat(option.description()).as(name).isNotEmpty());
      command
          .getCommandSpec()
          .positionalParameters()
          .forEach(parameter -> assertThat(parameter.description()).as(name).isNotEmpty());
    }
  }

  @Test
  void listsOfCommandsShowWholeSentences() {
    for (CommandLine command : all(line())) {
      assertThat(command.getCommandSpec().usageMessage().description()[0])
          .as(command.getCommandSpec().qualifiedName())
          .endsWith(".");
    }
  }

  @Test
  void everyCommandThatActsAnswersWithJsonAndKnowsRunAndLedger() {
    for (CommandLine command : all(line())) {
      if (command.getSubcommands().isEmpty() && !command.getCommandName().equals("help")) {
        assertThat(command.getCommandSpec().optionsMap().keySet())
            .as(command.getCommandSpec().qualifiedName())
            .containsAll(Set.of("--json", "--run-dir", "--ledger"));
      }
    }
  }

  @Test
  void theHelpNamesTheStagesInTheirOrder() {
    String help = line().getUsageMessage();
    int from = 0;
    for (StageName stage : StageName.values()) {
      int at = help.indexOf(stage.word().toLowerCase(Locale.ROOT), help.indexOf("corridor:"));
      assertThat(at).as(stage.word()).isGreaterThan(from);
      from = at;
    }
  }

  private CommandLine line() {
    return Estover.commandLine(
        new Surroundings(
            folder, System.out, System.err, false, java.time.Clock.systemUTC(), name -> null));
  }

  private static List<CommandLine> all(CommandLine root) {
    List<CommandLine> all = new ArrayList<>(List.of(root));
    root.getSubcommands().values().forEach(command -> all.addAll(all(command)));
    return all;
  }
}
