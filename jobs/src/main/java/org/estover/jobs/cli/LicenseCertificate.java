package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.estover.ledger.log.VerifierKey;
import org.estover.licensing.terms.Certificates;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.certificate.Certificate;
import org.estover.licensing.terms.certificate.CertificateSeal;
import org.estover.licensing.terms.certificate.CertificateState;
import org.estover.licensing.terms.certificate.CertificateText;
import org.estover.licensing.terms.certificate.Term;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainingRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "certificate",
    description = {
      "Certifies to everybody what is known of a training run, signed; checks and revokes that.",
      "It says who trained under which grant on which release in which order, how far that was"
          + " verified, and whether the trust is paid; it shows no amounts."
    })
final class LicenseCertificate implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "Id or name of the training run (default: the one there is).")
  private @Nullable String run;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "The training run that made this model, by its id or name.")
  private String model = "";

  @Option(
      names = "--grant",
      paramLabel = "ID",
      description = "Only a training run under this grant.")
  private String grant = "";

  @Option(
      names = "--agreement",
      paramLabel = "ID",
      description = "Only a training run under this agreement.")
  private String agreement = "";

  @Option(
      names = "--on",
      paramLabel = "DATE",
      description =
          "First day; with --verify and --list the day that is asked about" + " (default: today).")
  private @Nullable LocalDate on;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "Last day (default: that of a year, or of the agreement if it is earlier).")
  private @Nullable LocalDate until;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes it as .json with its signature .note, and as .html there.")
  private @Nullable Path out;

  @Option(names = "--list", description = "Instead: lists all certificates and how they stand.")
  private boolean list;

  @Option(
      names = "--revoke",
      paramLabel = "CERTIFICATE",
      description = "Instead: takes a certificate (crt_...) back, once; needs --reason.")
  private @Nullable String revoked;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the vault.")
  private String reason = "";

  @Option(
      names = "--verify",
      paramLabel = "FILE",
      description = "Instead: checks a certificate's .json file offline; needs --vkey.")
  private @Nullable Path file;

  @Option(names = LogKeyOption.NAME, paramLabel = "KEY", description = LogKeyOption.DESCRIPTION)
  private String key = "";

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description = "The signed note (default: FILE with .note for .json).")
  private @Nullable Path signature;

  LicenseCertificate(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    String toRevoke = revoked;
    Path toVerify = file;
    if (Stream.of(list, toRevoke != null, toVerify != null).filter(is -> is).count() > 1) {
      throw Errors.oneOf("--list", "one of --revoke and --verify");
    }
    if (list || toRevoke != null || toVerify != null) {
      requireNoneOf(
          List.of(
              Map.entry("RUN", run != null),
              Map.entry("--model", !model.isEmpty()),
              Map.entry("--grant", !grant.isEmpty()),
              Map.entry("--agreement", !agreement.isEmpty()),
              Map.entry("--until", until != null),
              Map.entry("--out", out != null)));
    }
    if ((toRevoke == null) != reason.isBlank()) {
      throw Errors.together("--revoke", "--reason");
    }
    if ((toVerify == null) != key.isBlank()) {
      throw Errors.together("--verify", "--vkey");
    }
    if (toVerify != null) {
      return verify(context.around().path(toVerify));
    }
    try (OpenTrust open = list ? OpenTrust.openReadOnly(context) : OpenTrust.open(context)) {
      if (toRevoke != null) {
        revoke(open, toRevoke);
      } else if (list) {
        list(open);
      } else {
        issue(open);
      }
    }
    return ExitCode.OK;
  }

  /** Refuses options of issuing that would do nothing. */
  private static void requireNoneOf(List<Map.Entry<String, Boolean>> given) throws UsageException {
    for (Map.Entry<String, Boolean> option : given) {
      if (option.getValue()) {
        throw Errors.onlyWith(option.getKey(), "issuing a certificate");
      }
    }
  }

  private void issue(OpenTrust open) throws IOException {
    Certificates certificates = open.trust().certificates();
    LocalDate first = context.day(on);
    String id = trainingRun(open).id();
    LocalDate last = until;
    if (last != null) {
      Arguments.checked(() -> new Term(first, last, 1));
    }
    Certificate certificate = certificates.issue(id, first, last);
    List<Path> files = new ArrayList<>();
    if (out != null) {
      Path folder = Files.createDirectories(context.around().path(out));
      String name = certificate.id();
      byte[] note = open.ledger().note(CertificateSeal.text(certificate));
      byte[] page = StatementFiles.utf8(CertificateText.html(certificate));
      files.add(StatementFiles.write(folder.resolve(name + ".json"), certificate.file()));
      files.add(StatementFiles.write(folder.resolve(name + ".note"), note));
      files.add(StatementFiles.write(folder.resolve(name + ".html"), page));
    }
    CertificateState state = certificates.state(certificate, first);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("certificate", certificate.id());
    data.put("state", state.word());
    data.put("sha256", certificate.sha256());
    data.put("says", Json.tree(certificate.toJson().toString()));
    data.put("files", files.stream().map(Path::toString).toList());
    context.answer(
        CertificateText.of(certificate)
            + state.word()
            + ": "
            + state.meaning()
            + "\n"
            + context.wrote(files),
        data);
  }

  private TrainingRun trainingRun(OpenTrust open) throws IOException {
    Trust trust = open.trust();
    Optional<Model> made =
        model.isEmpty() ? Optional.empty() : Optional.of(open.model("--model", model));
    if (made.isPresent() && made.get().trainingRunId().isEmpty()) {
      throw Errors.noTrainingOf(made.get().id());
    }
    if (!grant.isEmpty()) {
      OpenTrust.chosen("grant", "--grant", grant, trust.grants(), Grant::id, Grant::id);
    }
    if (!agreement.isEmpty()) {
      open.agreement(agreement);
    }
    Map<String, String> agreements = new LinkedHashMap<>();
    for (Grant each : trust.grants()) {
      agreements.put(each.id(), each.agreementId());
    }
    List<TrainingRun> runs =
        trust.trainingRuns().stream()
            .filter(each -> made.map(of -> of.trainingRunId().equals(each.id())).orElse(true))
            .filter(each -> grant.isEmpty() || each.grantId().equals(grant))
            .filter(
                each ->
                    agreement.isEmpty()
                        || agreements.getOrDefault(each.grantId(), "").equals(agreement))
            .toList();
    return OpenTrust.chosen(
        "training run",
        "the training run",
        run == null ? "" : run,
        runs,
        TrainingRun::id,
        TrainingRun::name);
  }

  private void revoke(OpenTrust open, String id) throws IOException {
    Certificate certificate = open.trust().certificates().revoke(id, reason);
    context.answer(
        "certificate " + id + " of training run " + certificate.training().id() + " is revoked",
        Map.of("certificate", id, "state", CertificateState.REVOKED.word(), "reason", reason));
  }

  private void list(OpenTrust open) throws IOException {
    Certificates certificates = open.trust().certificates();
    LocalDate day = context.day(on);
    Table table =
        new Table()
            .row("certificate", "developer", "training run", "level", "from", "until", "state");
    List<Object> rows = new ArrayList<>();
    for (Certificate each : certificates.all()) {
      CertificateState state = certificates.state(each, day);
      table.row(
          each.id(),
          each.developer().name(),
          each.training().name(),
          each.standing().level(),
          each.term().from(),
          each.term().until(),
          state.word());
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("certificate", each.id());
      row.put("developer", each.developer().id());
      row.put("trainingRun", each.training().id());
      row.put("level", each.standing().level().word());
      row.put("payments", each.standing().payments().word());
      row.put("from", each.term().from().toString());
      row.put("until", each.term().until().toString());
      row.put("state", state.word());
      row.put("reason", certificates.revoked(each.id()).orElse(""));
      rows.add(row);
    }
    context.answer(
        rows.isEmpty() ? "nothing was certified" : table.toString(),
        Map.of("day", day.toString(), "certificates", rows));
  }

  private int verify(Path json) throws IOException {
    VerifierKey trust = LogKeyOption.ofLog(context.around(), key);
    Path note = signature == null ? StatementFiles.noteOf(json) : context.around().path(signature);
    LocalDate day = context.day(on);
    byte[] bytes = StatementFiles.read(json);
    List<String> findings = CertificateSeal.check(bytes, StatementFiles.read(note), trust, day);
    if (!findings.isEmpty()) {
      context.answer(
          String.join("\n", findings)
              + "\n"
              + context.around().shown(json)
              + ": is no certificate of this key's trust that holds on "
              + day
              + "; ask the trust for the one that counts",
          Map.of("findings", findings));
      return ExitCode.FOUND;
    }
    Certificate certificate = CertificateSeal.read(bytes);
    context.answer(
        CertificateText.of(certificate)
            + "signed, and holds on "
            + day
            + " unless the trust has revoked it or it is stale; that the trust knows alone",
        Map.of(
            "certificate", certificate.id(),
            "sha256", certificate.sha256(),
            "says", Json.tree(certificate.toJson().toString()),
            "findings", findings));
    return ExitCode.OK;
  }
}
