package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.log.BatchChainDeclared;
import org.estover.licensing.terms.Verifications;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.estover.licensing.terms.party.SignatureKey;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.Verification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description =
        "Checks a signed transcript (L1) or a trainer's chain (L2), and names the first wrong"
            + " step.")
final class TrainingVerify implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      defaultValue = "",
      description = "Id or name of the training run (default: the one).")
  private String run = "";

  @Option(
      names = "--chain",
      paramLabel = "LOG",
      description = "The chain that the trainer logged, checked against the registered order.")
  private @Nullable Path chain;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description =
          "Ed25519 signature under what \"training transcript\" writes with this --chain.")
  private @Nullable Path signature;

  @Option(
      names = "--day",
      paramLabel = "DATE",
      description = "On which the signer must have been allowed to sign (default: today).")
  private @Nullable LocalDate day;

  TrainingVerify(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    try (OpenTrust open = OpenTrust.open(context)) {
      TrainingRun named = open.trainingRun(run);
      Verifications verifications = open.trust().verifications();
      Path log = chain == null ? null : context.around().path(chain);
      BatchChainDeclared declared =
          log == null ? null : verifications.declareChain(named.id(), log).orElse(null);
      List<Verification> found = new ArrayList<>();
      if (signature != null) {
        byte[] signed =
            SignatureKey.signature(Files.readAllBytes(context.around().path(signature)));
        found.add(verifications.verifySignature(named.id(), log, signed, day()));
      }
      if (log != null) {
        found.add(verifications.verifyChain(named.id(), log));
      }
      if (found.isEmpty()) {
        found.addAll(verifications.of(named.id()));
        answer(named, verifications.levelOf(named.id()), found, declared);
        return ExitCode.OK;
      }
      answer(named, verifications.levelOf(named.id()), found, declared);
      return found.stream().allMatch(Verification::passed) ? ExitCode.OK : ExitCode.FOUND;
    }
  }

  private LocalDate day() {
    return context.day(day);
  }

  private void answer(
      TrainingRun named,
      VerificationLevel level,
      List<Verification> found,
      @Nullable BatchChainDeclared declared) {
    StringBuilder people = new StringBuilder();
    if (declared != null) {
      people.append("chain ").append(declared.chainId()).append(" is recorded: after ");
      people.append(Table.counted(declared.steps(), "step")).append(' ');
      people.append(declared.headSha256()).append('\n');
    }
    for (Verification each : found) {
      people.append(each.level()).append(' ').append(each.outcome()).append(": ");
      people.append(each.finding()).append('\n');
    }
    people.append(
        String.format(
            Locale.ROOT,
            "training run %s \"%s\" is verified at %s",
            named.id(),
            named.name(),
            level));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("trainingRun", named.id());
    data.put("level", level.word());
    if (declared != null) {
      data.put("chain", declared.chainId());
    }
    data.put("checks", found.stream().map(TrainingVerify::data).toList());
    context.answer(people.toString(), data);
  }

  private static Map<String, Object> data(Verification found) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("verification", found.id());
    data.put("level", found.level().word());
    data.put("outcome", found.outcome());
    data.put("finding", found.finding());
    data.put("evidenceSha256", found.evidenceSha256());
    return data;
  }
}
