package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.estover.ledger.Append;
import org.estover.ledger.Appended;
import org.estover.ledger.Ledger;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.vault.VaultPayload;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "append",
    description =
        "Records a fact that no other command does, such as an audit, an incident or a proposal.")
final class LedgerAppend implements Callable<Integer> {

  /** Keys of this command are never those of another one, which may come later. */
  private static final String KEYS = "append/";

  @Mixin private final Context context;

  @Parameters(
      arity = "0..1",
      paramLabel = "FACT",
      description =
          "File with {\"type\": TYPE, \"fact\": {...}}; public for ever, so it holds ids, digests"
              + " and words of \"--types\" only.")
  private @Nullable Path file;

  @Option(
      names = "--payload",
      paramLabel = "FILE",
      description =
          "File with a JSON object of what stays private: texts, names, figures; kept in the"
              + " vault.")
  private @Nullable Path payload;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Names the request, so that a retry records nothing twice (default: made of the type and"
              + " ids). Its digest is public: no names.")
  private @Nullable String key;

  @Option(names = "--types", description = "Lists the types of facts that it takes.")
  private boolean types;

  LedgerAppend(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (types) {
      context.answer(
          table(), Map.of("types", FactForms.FORMS.stream().map(LedgerAppend::data).toList()));
      return ExitCode.OK;
    }
    if (file == null) {
      throw Errors.noFact();
    }
    JsonObject written = JsonInput.object(context.around(), context.around().path(file));
    FactForm form = form(written);
    Fact fact = form.read(written.object("fact"));
    refuseOthers(fact);
    JsonObject details =
        payload == null
            ? JsonObject.EMPTY
            : JsonInput.object(context.around(), context.around().path(payload));
    String named = KEYS + (key == null ? form.key(fact.toJson()) : key);
    Append request =
        Arguments.checked(() -> new Append(named, fact, new VaultPayload(details, List.of())));
    try (OpenTrust open = OpenTrust.open(context)) {
      requireKnown(open.ledger(), form, request);
      Appended appended = open.ledger().append(named, fact, request.payload());
      answer(appended, open.ledger().checkpoint().size());
    }
    return ExitCode.OK;
  }

  /** The form of what is written, which must be a fact of a type that is taken here. */
  private static FactForm form(JsonObject written) throws UsageException {
    if (!written.names().equals(Set.of("type", "fact"))) {
      throw Errors.notTypeAndFact(written.names());
    }
    Arguments.checked(() -> written.object("fact"));
    String type = Arguments.checked(() -> written.text("type"));
    String command = FactForms.COMMANDS.get(type);
    if (command != null) {
      throw Errors.recordedBy(type, command);
    }
    return FactForms.of(type).orElseThrow(() -> Errors.unknownType(type));
  }

  /** A resolution of a kind that has an effect is recorded by the command that knows its rules. */
  private static void refuseOthers(Fact fact) throws UsageException {
    JsonObject fields = fact.toJson();
    if (fields.names().contains("resolutionId")) {
      String command = FactForms.RESOLUTIONS.get(fields.text("kind"));
      if (command != null) {
        throw Errors.recordedBy("a resolution of kind " + fields.text("kind"), command);
      }
    }
  }

  /**
   * Refuses ids that no entry names: what is written once cannot be taken back. Reads every entry.
   */
  private static void requireKnown(Ledger ledger, FactForm form, Append request)
      throws IOException {
    Map<String, String> unknown = form.namedIds(request.fact().toJson());
    try (Stream<byte[]> entries = ledger.log().entries(0)) {
      long index = 0;
      for (byte[] bytes : (Iterable<byte[]>) entries::iterator) {
        LogEntry entry = LogEntry.parse(bytes);
        Map<String, Object> fields = entry.fact().toJson().members();
        unknown.values().removeIf(fields::containsValue);
        if (form.begins()
            && entry.fact().subject().equals(request.fact().subject())
            && !entry.keyDigest().equals(request.keyDigest())) {
          throw Errors.idIsTaken(request.fact().subject(), index);
        }
        index++;
      }
    }
    if (!unknown.isEmpty()) {
      throw Errors.unknownIds(form.type(), unknown);
    }
  }

  private void answer(Appended appended, long size) {
    Fact fact = appended.entry().fact();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("index", Long.toString(appended.index()));
    data.put("type", fact.type());
    data.put("subject", fact.subject());
    data.put("time", appended.entry().time().toString());
    data.put("commitment", appended.entry().commitment());
    data.put("repeated", appended.repeated());
    data.put("logSize", Long.toString(size));
    context.answer(
        (appended.repeated() ? "was recorded before as entry " : "recorded as entry ")
            + appended.index()
            + ": "
            + fact.type()
            + " "
            + fact.subject()
            + ", "
            + appended.entry().time()
            + "\nits receipt: \"estover ledger prove "
            + appended.index()
            + "\"",
        data);
  }

  private static String table() {
    Table table = new Table().row("type", "field", "holds");
    for (FactForm form : FactForms.FORMS) {
      String type = form.type();
      for (FactForm.Field field : form.fields()) {
        table.row(type, field.name(), field.holds());
        type = "";
      }
    }
    return table
        + "\nEvery value is a string. Of a new id you choose what follows the prefix: 4 to 64 of 0-9"
        + " and a-z.";
  }

  private static Map<String, Object> data(FactForm form) {
    Map<String, Object> data = new LinkedHashMap<>();
    Map<String, String> fields = new LinkedHashMap<>();
    form.fields().forEach(field -> fields.put(field.name(), field.holds()));
    data.put("type", form.type());
    data.put("fields", fields);
    return data;
  }
}
