package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.estover.crawl.extract.DeclaredLanguage;
import org.estover.crawl.extract.Extraction;
import org.estover.crawl.extract.ItemExtractor;
import org.estover.crawl.language.IdentifiedLanguage;
import org.estover.crawl.language.LanguageId;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.Component;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.SourceReader;
import org.estover.crawl.source.WarcSource;
import org.estover.crawl.warc.HttpField;
import org.estover.jobs.dedupe.Results;
import org.estover.jobs.run.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "extract",
    description = {
      "Extracts the texts of WARC, WET and ARC files: a JSON line each.",
      "It only extracts. What pages declare about their use is read and decided by \"estover run\","
          + " of which these files are a source (type: warc); only pages that forbid to keep their"
          + " text (noindex) have none here either."
    })
final class ExtractCommand implements Callable<Integer> {
  /** How likely a language has to be to be named: what plans ask by default. */
  private static final double LIKELY = 0.65;

  private static final WarcSource SOURCE =
      new WarcSource(
          new Component("extract", "1", "none", "", "", Component.DEFAULT_PRIORITY), List.of());

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "WARC",
      arity = "1..*",
      description = "WARC, WET or ARC files, also .gz and .zst, or folders of them.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "JSONL to write (.gz, .zst), a line a document in the order of reading: id, url, title,"
              + " text, language (as the page declares it, else as its text reads), license, file,"
              + " offset. What has no text, or is no record, is told of beside it, in"
              + " NAME.aside.jsonl.")
  private @Nullable Path out;

  @Option(
      names = "--extractor",
      paramLabel = "NAME",
      defaultValue = "",
      description = "A plug-in that extracts the texts of the media types that it takes.")
  private String extractor = "";

  ExtractCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (!extractor.isEmpty() && !ItemExtractor.known().contains(extractor)) {
      throw Errors.noExtractor(extractor, ItemExtractor.known());
    }
    Surroundings around = context.around();
    Path documents = around.path(Objects.requireNonNull(out));
    String name = String.valueOf(documents.getFileName());
    List<CaptureFiles.CaptureFile> files =
        CaptureFiles.in(inputs.stream().map(around::path).toList());
    try (NewFiles written = new NewFiles()) {
      Path lines = written.create(documents);
      Path asideFile = DocumentLines.beside(documents, ".aside.jsonl");
      Path aside = written.create(asideFile);
      ExtractTally tally = new ExtractTally();
      long start = System.nanoTime();
      try (DocumentLines texts = new DocumentLines(lines, name);
          Results.AsideLines none = new Results.AsideLines(aside)) {
        read(files, texts, none, tally);
      }
      long nanos = System.nanoTime() - start;
      List<Path> wrote = written.commit();
      Map<String, Object> report = new LinkedHashMap<>(tally.report(nanos));
      report.put("files", wrote.stream().map(around::shown).toList());
      context.answer(tally.table(nanos) + context.wrote(wrote), report);
      if (tally.documents() == 0) {
        around
            .err()
            .println("estover: " + Errors.noDocuments(tally.asides(), around.shown(asideFile)));
        return ExitCode.FOUND;
      }
      return ExitCode.OK;
    }
  }

  private void read(
      List<CaptureFiles.CaptureFile> files,
      DocumentLines texts,
      Results.AsideLines none,
      ExtractTally tally)
      throws IOException {
    long total = files.stream().mapToLong(CaptureFiles.CaptureFile::size).sum();
    long before = 0;
    try (Progress.Bar bar = context.progress().start("extract", "bytes", total)) {
      for (CaptureFiles.CaptureFile file : files) {
        Texts sink = new Texts(texts, none, tally, bar, before, before + file.size());
        SourceReader.read(SOURCE, file.path(), file.name(), ReadLimits.DEFAULT, sink);
        before += file.size();
        bar.advanceTo(before);
      }
    }
  }

  /** Extracts what a file holds as it is read. */
  private final class Texts implements ItemSink {
    private final DocumentLines texts;
    private final Results.AsideLines none;
    private final ExtractTally tally;
    private final Progress.Bar bar;
    private final long end;
    private final ItemExtractor by = ItemExtractor.of(extractor);
    private long place;

    Texts(
        DocumentLines texts,
        Results.AsideLines none,
        ExtractTally tally,
        Progress.Bar bar,
        long start,
        long end) {
      this.texts = texts;
      this.none = none;
      this.tally = tally;
      this.bar = bar;
      this.place = start;
      this.end = end;
    }

    @Override
    public void item(SourceItem item) throws IOException {
      answered(item, 0, List.of());
    }

    @Override
    public void answered(SourceItem item, int status, List<HttpField> fields) throws IOException {
      tally.payload(item.payload().length);
      Extraction extraction = by.extract(item);
      if (extraction instanceof Extraction.Extracted text) {
        document(item, text, fields);
      } else if (extraction instanceof Extraction.NotText nothing) {
        aside(new Aside(item.file(), item.offset(), nothing.reason(), item.uri(), item.uri()));
      } else {
        throw new AssertionError(extraction);
      }
      // Pages compress to about a third, and a bar may be wrong by that much.
      place = Math.min(place + item.payload().length / 3, end);
      bar.advanceTo(place);
    }

    private void document(SourceItem item, Extraction.Extracted text, List<HttpField> fields)
        throws IOException {
      long size =
          texts.add(
              new DocumentLines.Line(
                  item.uri(),
                  text.title(),
                  text.text(),
                  language(text, fields),
                  text.license(),
                  item.file(),
                  item.offset()));
      tally.document(size);
    }

    @Override
    public void aside(Aside aside) throws IOException {
      none.add(aside);
      tally.aside(aside.reason());
    }

    @Override
    public void skipped(String type) {
      tally.skipped(type);
    }

    @Override
    public void warning(String warning) {
      context.note("estover: " + warning);
    }
  }

  /** What the page declares, else its answer, else what its text is likely to be in. */
  private static String language(Extraction.Extracted text, List<HttpField> fields) {
    String declared = text.language().isEmpty() ? languageIn(fields) : text.language();
    if (!declared.isEmpty()) {
      return declared;
    }
    IdentifiedLanguage identified = LanguageId.v2().identify(text.text());
    return identified.probability() < LIKELY
            || identified.language().equals(IdentifiedLanguage.UNDETERMINED)
        ? ""
        : identified.language();
  }

  private static String languageIn(List<HttpField> fields) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase("Content-Language"))
        .map(field -> DeclaredLanguage.normal(field.value()))
        .findFirst()
        .orElse("");
  }
}
