package org.estover.jobs.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.Ledger;
import org.estover.ledger.audit.Auditor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ledger",
    description = "Makes and checks the trust's ledger.",
    subcommands = {LedgerCommand.Init.class, LedgerCommand.Verify.class})
final class LedgerCommand {

  @Command(name = "init", description = "Makes a ledger with its signing key and founds a trust.")
  static final class Init implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--name",
        defaultValue = OpenTrust.DEFAULT_NAME,
        description = "Name of the trust (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
        names = "--origin",
        defaultValue = OpenTrust.DEFAULT_ORIGIN,
        description =
            "Name of the log for ever, like trust.example/log (default:" + " ${DEFAULT-VALUE}).")
    private String origin = "";

    Init(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      try (OpenTrust open = OpenTrust.found(context, name, origin)) {
        String key = Ledger.verifierKey(context.ledger()).toString();
        context.answer(
            "ledger "
                + context.around().shown(context.ledger())
                + ", trust \""
                + name
                + "\"\n"
                + "public key (give it to everyone who checks the log): "
                + key,
            Map.of(
                "ledger",
                context.ledger().toString(),
                "trust",
                name,
                "verifierKey",
                key,
                "logSize",
                open.ledger().checkpoint().size()));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "verify",
      description = "Checks log, vault and books from the first entry on, and lists releases.")
  static final class Verify implements Callable<Integer> {
    @Mixin private final Context context;

    Verify(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      if (!OpenTrust.exists(context)) {
        throw Errors.noLedger(context.ledger());
      }
      List<String> findings =
          Auditor.audit(context.ledger(), Ledger.verifierKey(context.ledger())).stream()
              .map(Object::toString)
              .toList();
      if (!findings.isEmpty()) {
        context.answer(String.join("\n", findings), Map.of("findings", findings));
        return ExitCode.DAMAGE;
      }
      try (OpenTrust open = OpenTrust.open(context)) {
        List<String> releases = open.trust().releaseIds();
        long size = open.ledger().checkpoint().size();
        context.answer(
            "log, vault and books agree: "
                + size
                + " entries\n"
                + "published: "
                + (releases.isEmpty() ? "none" : String.join(", ", releases)),
            Map.of("logSize", size, "releases", releases, "findings", findings));
      }
      return ExitCode.OK;
    }
  }
}
