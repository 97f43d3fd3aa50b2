package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.estover.crawl.read.DocumentReader;
import org.estover.crawl.read.ReadDocument;
import org.estover.crawl.read.ReadSink;
import org.estover.crawl.read.ReaderOption;
import org.estover.crawl.read.Readers;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ReadLimits;
import org.estover.jobs.dedupe.Results;
import org.estover.jobs.run.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "read",
    description =
        "Reads dumps of many kinds, such as Wikipedia's, into documents, a line each (--list).")
final class ReadCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "The kind of source, as --list names it.")
  private String kind = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Files of that kind, also compressed (.gz, .bz2, .xz, .zst) or in archives (.tar, .zip,"
              + " .7z); of folders all that the reader takes.")
  private List<Path> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "JSONL to write, a line a document: id, url, title, text, language, license, holder,"
              + " date, file, offset. What could not be read is told of beside it, in"
              + " NAME.aside.jsonl.")
  private @Nullable Path out;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after so many documents.")
  private @Nullable Long limit;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "Something that the reader may be told, as --list says. Repeat for more.")
  private Map<String, String> options = Map.of();

  @Option(names = "--list", description = "List the kinds, what they read and their options.")
  private boolean list;

  ReadCommand(Surroundings around) {
    this.context = new Context(around);
  }

  /** Ends the reading of a file, once there are as many documents as were asked for. */
  private static final class Enough extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Integer call() throws IOException {
    if (list) {
      return list();
    }
    DocumentReader known =
        Readers.of(kind).orElseThrow(() -> Errors.noReader(kind, Readers.kinds()));
    DocumentReader reader = Arguments.checked(() -> known.with(new TreeMap<>(options)));
    if (files.isEmpty() || out == null) {
      throw Errors.readNeeds(files.isEmpty() ? "FILE" : "--out FILE", kind);
    }
    if (limit != null && limit < 1) {
      throw Errors.tooSmall("--limit", limit, 1);
    }
    Surroundings around = context.around();
    List<ReaderInputs.Input> inputs =
        ReaderInputs.of(reader, files.stream().map(around::path).toList());
    Path documents = around.path(out);
    try (NewFiles written = new NewFiles()) {
      Path lines = written.create(documents);
      Path asideFile = DocumentLines.beside(documents, ".aside.jsonl");
      Path aside = written.create(asideFile);
      ReadTally tally = new ReadTally();
      long started = around.clock().millis();
      long size;
      try (DocumentLines target =
              new DocumentLines(lines, String.valueOf(documents.getFileName()));
          Results.AsideLines none = new Results.AsideLines(aside)) {
        size = read(reader, inputs, tally, target, none);
      }
      List<Path> wrote = written.commit();
      tally.warnings().forEach(warning -> around.err().println("estover: " + warning));
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("reader", reader.version());
      report.putAll(tally.report());
      report.put("files", wrote.stream().map(around::shown).toList());
      context.answer(
          tally.table(size, around.clock().millis() - started) + context.wrote(wrote), report);
      if (tally.documents() == 0) {
        around
            .err()
            .println("estover: " + Errors.noDocuments(tally.asides(), around.shown(asideFile)));
        return ExitCode.FOUND;
      }
      return ExitCode.OK;
    }
  }

  /** Reads the inputs; returns the bytes of those that were begun. */
  private long read(
      DocumentReader reader,
      List<ReaderInputs.Input> inputs,
      ReadTally tally,
      DocumentLines target,
      Results.AsideLines none)
      throws IOException {
    long size = 0;
    try (Progress.Bar bar = context.progress().start("read", "bytes", 0)) {
      Sink sink = new Sink(tally, target, none, bar);
      for (ReaderInputs.Input input : inputs) {
        size += Files.isRegularFile(input.path()) ? Files.size(input.path()) : 0;
        reader.read(input.path(), input.name(), ReadLimits.DEFAULT, sink);
      }
    } catch (Enough e) {
      // What was asked for is there.
    }
    return size;
  }

  /** Writes what a reader finds. */
  private final class Sink implements ReadSink {
    private final ReadTally tally;
    private final DocumentLines target;
    private final Results.AsideLines none;
    private final Progress.Bar bar;

    Sink(ReadTally tally, DocumentLines target, Results.AsideLines none, Progress.Bar bar) {
      this.tally = tally;
      this.target = target;
      this.none = none;
      this.bar = bar;
    }

    @Override
    public void document(ReadDocument document) throws IOException {
      int size = document.text().getBytes(StandardCharsets.UTF_8).length;
      target.add(document);
      tally.document(size);
      bar.advance(size);
      if (limit != null && tally.documents() >= limit) {
        throw new Enough();
      }
    }

    @Override
    public void aside(Aside aside) throws IOException {
      none.add(aside);
      tally.aside(aside.reason());
    }

    @Override
    public void skipped(String kind) {
      tally.skipped(kind);
    }

    @Override
    public void warning(String warning) {
      tally.warning(warning);
    }
  }

  private int list() {
    Table table = new Table().row("kind", "version", "reads", "options");
    List<Map<String, Object>> all = new ArrayList<>();
    StringBuilder meanings = new StringBuilder();
    for (DocumentReader reader : Readers.all()) {
      List<String> names = reader.options().stream().map(ReaderOption::name).toList();
      table.row(reader.kind(), reader.version(), reader.reads(), String.join(", ", names));
      SortedMap<String, Object> data = new TreeMap<>();
      data.put("kind", reader.kind());
      data.put("version", reader.version());
      data.put("reads", reader.reads());
      List<Map<String, String>> told = new ArrayList<>();
      for (ReaderOption option : reader.options()) {
        meanings.append(
            String.format(
                Locale.ROOT,
                "--option %s=%s  (%s) %s%n",
                option.name(),
                option.fallback(),
                reader.kind(),
                option.meaning()));
        told.add(
            new TreeMap<>(
                Map.of(
                    "name", option.name(),
                    "default", option.fallback(),
                    "meaning", option.meaning())));
      }
      data.put("options", told);
      all.add(data);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("readers", all);
    context.answer(table + "\n" + meanings, answer);
    return ExitCode.OK;
  }
}
