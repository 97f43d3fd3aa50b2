package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.filter.Blocklists;
import org.estover.crawl.filter.FilterChain;
import org.estover.crawl.filter.Filters;
import org.estover.crawl.filter.Verdict;
import org.estover.crawl.language.LanguageId;
import org.estover.crawl.personal.PersonalData;
import org.estover.crawl.personal.PersonalRule;
import org.estover.crawl.personal.PersonalSpan;
import org.estover.jobs.dedupe.DocumentsReader;
import org.estover.jobs.dedupe.Results;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "filter",
    description =
        "Says which documents of files a filter profile keeps, and which rule drops the others.")
final class FilterCommand implements Callable<Integer> {
  private static final JsonFactory JSON = new JsonFactory();

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "JSONL (.gz, .zst), Parquet, a folder of them, or the folder of a run, of which what"
              + " 03-filter kept is read.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "gopher-quality",
      description =
          "The rules, by the name that a plan gives them: none, gopher-quality, datatrove, dolma,"
              + " default (for prose of any language), that of a plug-in, or several, such as"
              + " datatrove+my-rule (default: ${DEFAULT-VALUE}).")
  private String profile = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "JSONL to write (.gz, .zst), a line a document in the order of reading: id, keep, rule, reason. What"
              + " is no record is told of beside it, in NAME.aside.jsonl.")
  private @Nullable Path out;

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description =
          "JSONL to write (.gz, .zst) of documents that stay, with the text that the rules leave of them: C4's"
              + " takes lines out.")
  private @Nullable Path texts;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How many documents of each rule and reason to keep beside the verdicts, those with the"
              + " smallest ids: NAME.samples.jsonl, and NAME.samples.txt to read (default:"
              + " ${DEFAULT-VALUE}).")
  private int most;

  @Mixin private final BlocklistOptions lists = new BlocklistOptions();

  @Mixin private final PersonalOptions personal = new PersonalOptions();

  @Mixin private final RecordFields fields = new RecordFields();

  FilterCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Optional<String> unknown = Filters.unknown(profile);
    if (unknown.isPresent()) {
      throw Errors.noFilterProfile(unknown.get(), Filters.known());
    }
    if (most < 0) {
      throw Errors.tooSmall("--samples", most, 0);
    }
    PersonalRule rule = personal.rule();
    Surroundings around = context.around();
    Blocklists blocklists = lists.read(around);
    Path verdicts = around.path(Objects.requireNonNull(out));
    Path left = texts == null ? null : around.path(texts);
    if (verdicts.equals(left)) {
      throw Errors.sameFile(verdicts, "--out", "--texts");
    }
    try (NewFiles files = new NewFiles()) {
      Path lines = files.create(verdicts);
      Path texts = left == null ? null : files.create(left);
      Path samples =
          most == 0 ? null : files.create(DocumentLines.beside(verdicts, ".samples.jsonl"));
      Path readable =
          most == 0 ? null : files.create(DocumentLines.beside(verdicts, ".samples.txt"));
      Path asideFile = DocumentLines.beside(verdicts, ".aside.jsonl");
      Path aside = files.create(asideFile);
      FilterTally tally = new FilterTally(Filters.profile(profile), most, rule);
      SortedMap<String, Long> asides;
      try (Results.AsideLines none = new Results.AsideLines(aside);
          Lines judged = new Lines(lines, verdicts);
          Lines kept = texts == null || left == null ? null : new Lines(texts, left)) {
        asides = read(tally, blocklists, rule, none, judged, kept);
      }
      if (samples != null && readable != null) {
        tally.samples().write(samples);
        Files.writeString(readable, tally.samples().text());
      }
      List<Path> wrote = files.commit();
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("profile", profile);
      report.put("lists", lists.report());
      report.putAll(tally.report());
      report.put("aside", asides);
      report.put("files", wrote.stream().map(around::shown).toList());
      context.answer(tally.table() + lists.table() + aside(asides) + context.wrote(wrote), report);
      return exitCode(tally, asides, around.shown(asideFile));
    }
  }

  private SortedMap<String, Long> read(
      FilterTally tally,
      Blocklists blocklists,
      PersonalRule rule,
      Results.AsideLines none,
      Lines judged,
      @Nullable Lines kept)
      throws IOException {
    Judge judge = new Judge(blocklists, FilterChain.of(profile), rule);
    DocumentsReader reader =
        new DocumentsReader(
            fields.mapping(),
            (name, priority, id, url, text, utf8) -> {
              String called = name.isEmpty() ? id.toString() : name;
              Judged found = judge.judge(id, url, text);
              judged.verdict(called, found);
              if (found.verdict() instanceof Verdict.Drop drop) {
                String excerpt = drop.rule().equals(PersonalRule.RULE) ? "" : judge.quotable(text);
                tally.dropped(drop, id, called, judge.quotable(url), excerpt, utf8.length);
                return;
              }
              String left = found.left();
              int size =
                  left.equals(text) ? utf8.length : left.getBytes(StandardCharsets.UTF_8).length;
              tally.kept(utf8.length, size, found.personal());
              if (kept != null) {
                kept.text(called, url, left);
              }
            },
            none::add,
            () -> context.progress().start("filter", "bytes", 0));
    reader.read(inputs.stream().map(context.around()::path).toList());
    return reader.asides();
  }

  /**
   * What is said of a text.
   *
   * @param left the text that is left, with nobody's data in the place of personal data
   * @param personal what was replaced
   */
  private record Judged(Verdict verdict, String left, List<PersonalSpan> personal) {}

  /** The rules of a profile and what becomes of personal data, at work. */
  private static final class Judge {
    private final Blocklists lists;
    private final FilterChain chain;
    private final PersonalRule rule;
    private final PersonalData detector;

    Judge(Blocklists lists, FilterChain chain, PersonalRule rule) {
      this.lists = lists;
      this.chain = chain;
      this.rule = rule;
      this.detector = rule.detector();
    }

    Judged judge(DocumentId id, String url, String text) {
      Verdict verdict = lists.judgeUrl(url);
      if (verdict instanceof Verdict.Keep) {
        verdict = lists.judgeText(text, id, () -> LanguageId.v2().identify(text)::isIn);
      }
      if (verdict instanceof Verdict.Keep) {
        verdict = chain.judge(text);
      }
      String filtered = verdict instanceof Verdict.Keep keep ? keep.left() : null;
      String left = filtered == null ? text : filtered;
      if (verdict instanceof Verdict.Drop || !rule.isAsked()) {
        return new Judged(verdict, left, List.of());
      }
      List<PersonalSpan> found = detector.find(left);
      return rule.drops(found)
          ? new Judged(new Verdict.Drop(PersonalRule.RULE, rule.dropReason()), left, List.of())
          : new Judged(verdict, PersonalData.replace(left, found), found);
    }

    /** A text that samples may quote. */
    String quotable(String text) {
      return rule.isAsked() ? PersonalData.replace(text, detector.find(text)) : text;
    }
  }

  private int exitCode(FilterTally tally, SortedMap<String, Long> asides, String asideFile) {
    if (tally.documents() == 0) {
      context.around().err().println("estover: " + Errors.noDocuments(asides, asideFile));
      return ExitCode.FOUND;
    }
    if (tally.documentsKept() == 0) {
      context.around().err().println("estover: " + Errors.nothingKept(tally.documents()));
      return ExitCode.FOUND;
    }
    return ExitCode.OK;
  }

  private static String aside(SortedMap<String, Long> asides) {
    return asides.isEmpty() ? "" : "aside: " + DedupeInputs.shown(asides) + "\n";
  }

  /** A file of one object a line. */
  private static final class Lines implements Closeable {
    private final JsonGenerator json;

    Lines(Path unfinished, Path file) throws IOException {
      json = JSON.createGenerator(DocumentLines.writer(unfinished, file));
      json.setRootValueSeparator(null);
    }

    void verdict(String id, Judged judged) throws IOException {
      Verdict verdict = judged.verdict();
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeBooleanField("keep", verdict instanceof Verdict.Keep);
      if (verdict instanceof Verdict.Drop drop) {
        json.writeStringField("rule", drop.rule());
        json.writeStringField("reason", drop.reason());
      }
      if (!judged.personal().isEmpty()) {
        json.writeObjectFieldStart("personal-data");
        for (var kind : PersonalSpan.places(judged.personal()).entrySet()) {
          json.writeNumberField(kind.getKey().label(), kind.getValue());
        }
        json.writeEndObject();
      }
      end();
    }

    void text(String id, String url, String text) throws IOException {
      json.writeStartObject();
      json.writeStringField("id", id);
      if (!url.isEmpty()) {
        json.writeStringField("url", url);
      }
      json.writeStringField("text", text);
      end();
    }

    private void end() throws IOException {
      json.writeEndObject();
      json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
      json.close();
    }
  }
}
