package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.estover.crawl.language.IdentifiedLanguage;
import org.estover.crawl.language.LanguageId;
import org.estover.jobs.dedupe.DocumentsReader;
import org.estover.jobs.dedupe.Results;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "language",
    description = "Says in which language each document of files is, and how likely that is.")
final class LanguageCommand implements Callable<Integer> {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DIGITS = 4;

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "JSONL (.gz, .zst), Parquet, a folder of them, or the folder of a run, of which what"
              + " 03-filter kept is read.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "JSONL to write (.gz, .zst), a line a document in the order of reading: id, language (BCP 47, und if"
              + " none), probability. What is no record is told of beside it, in"
              + " NAME.aside.jsonl.")
  private @Nullable Path out;

  @Mixin private final RecordFields fields = new RecordFields();

  LanguageCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Surroundings around = context.around();
    Path found = around.path(Objects.requireNonNull(out));
    try (NewFiles files = new NewFiles()) {
      Path lines = files.create(found);
      Path asideFile = DocumentLines.beside(found, ".aside.jsonl");
      Path aside = files.create(asideFile);
      LanguageTally tally = new LanguageTally();
      SortedMap<String, Long> asides;
      try (Results.AsideLines none = new Results.AsideLines(aside);
          JsonGenerator json = JSON.createGenerator(DocumentLines.writer(lines, found))) {
        json.setRootValueSeparator(null);
        asides = read(tally, none, json);
      }
      List<Path> wrote = files.commit();
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("detector", LanguageId.NAME);
      report.putAll(tally.report());
      report.put("aside", asides);
      report.put("files", wrote.stream().map(around::shown).toList());
      String shown = asides.isEmpty() ? "" : "aside: " + DedupeInputs.shown(asides) + "\n";
      context.answer(tally.table() + shown + context.wrote(wrote), report);
      if (tally.documents() == 0) {
        around.err().println("estover: " + Errors.noDocuments(asides, around.shown(asideFile)));
        return ExitCode.FOUND;
      }
      return ExitCode.OK;
    }
  }

  private SortedMap<String, Long> read(
      LanguageTally tally, Results.AsideLines none, JsonGenerator json) throws IOException {
    LanguageId detector = LanguageId.v2();
    DocumentsReader reader =
        new DocumentsReader(
            fields.mapping(),
            (name, priority, id, url, text, utf8) -> {
              IdentifiedLanguage language = detector.identify(text);
              write(json, name.isEmpty() ? id.toString() : name, language);
              tally.add(language, utf8.length);
            },
            none::add,
            () -> context.progress().start("language", "bytes", 0));
    reader.read(inputs.stream().map(context.around()::path).toList());
    return reader.asides();
  }

  private static void write(JsonGenerator json, String id, IdentifiedLanguage language)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeStringField("language", language.language());
    // Rounded down, so that a line says what the plan's rule would.
    json.writeNumberField(
        "probability",
        BigDecimal.valueOf(language.probability()).setScale(DIGITS, RoundingMode.DOWN));
    json.writeEndObject();
    json.writeRaw('\n');
  }
}
