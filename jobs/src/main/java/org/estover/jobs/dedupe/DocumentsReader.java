package org.estover.jobs.dedupe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.FieldMapping;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.SourceReader;
import org.estover.crawl.source.TextRecord;
import org.estover.crawl.source.TextSink;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.EditedDocuments;
import org.estover.jobs.stage.ParquetInput;
import org.estover.jobs.stage.RowFile;

/**
 * Reads the inputs of a command: JSONL (also gzip or zstd), Parquet, folders of them, and folders
 * of runs, of which the documents that 03-filter kept are taken.
 *
 * <p>An empty text is a document too. What is no record is counted by its reason, and told.
 */
public final class DocumentsReader {
  /** The priority of documents that may be removed: that of a source whose plan says nothing. */
  static final int PRIORITY = 100;

  private static final char LINE_SEPARATOR = 0x2028;
  private static final char PARAGRAPH_SEPARATOR = 0x2029;
  private static final String PARQUET = ".parquet";
  private static final Pattern CAPTURES =
      Pattern.compile(".*[.](warc|wet|arc)([.](gz|zstd?))?", Pattern.CASE_INSENSITIVE);
  private static final List<String> SUFFIXES =
      Stream.concat(
              Stream.of(".jsonl", ".ndjson", ".json")
                  .flatMap(
                      lines -> Stream.of("", ".gz", ".zst", ".zstd").map(packed -> lines + packed)),
              Stream.of(PARQUET))
          .toList();

  private final FieldMapping fields;
  private final RecordSink recordSink;
  private final Supplier<Progress.Bar> progress;
  private final AsideSink asideSink;
  private final SortedMap<String, Long> asides = new TreeMap<>();

  /**
   * Makes a reader.
   *
   * @param fields which fields of a record hold its text, URL and id
   * @param documents where documents are added
   * @param sink is shown them
   * @param progress starts a bar of bytes
   */
  public DocumentsReader(
      FieldMapping fields,
      Documents documents,
      DocumentSink sink,
      Supplier<Progress.Bar> progress) {
    this(fields, documents, sink, aside -> {}, progress);
  }

  /**
   * Makes a reader.
   *
   * @param asideSink is shown what is no record
   */
  public DocumentsReader(
      FieldMapping fields,
      Documents documents,
      DocumentSink sink,
      AsideSink asideSink,
      Supplier<Progress.Bar> progress) {
    this(
        fields,
        (name, priority, id, url, text, utf8) -> {
          int document = documents.size();
          documents.add(name, priority, id, utf8);
          sink.take(document, url, text);
        },
        asideSink,
        progress);
  }

  /** Makes a reader that keeps no document. */
  public DocumentsReader(
      FieldMapping fields,
      RecordSink recordSink,
      AsideSink asideSink,
      Supplier<Progress.Bar> progress) {
    this.fields = fields;
    this.recordSink = recordSink;
    this.asideSink = asideSink;
    this.progress = progress;
  }

  /** Takes documents as they are read. */
  public interface RecordSink {
    /**
     * Takes a document.
     *
     * @param name how the record calls itself; empty where no file of lines can have that
     * @param url where it was found; empty if that is not known
     * @param utf8 the text's bytes
     */
    void take(String name, int priority, DocumentId id, String url, String text, byte[] utf8)
        throws IOException;
  }

  /** Takes pieces of input that are no record. */
  public interface AsideSink {
    /** Takes one, in the order of reading. */
    void take(Aside aside) throws IOException;
  }

  /** How many pieces of input were no record, by reason. */
  public SortedMap<String, Long> asides() {
    return asides;
  }

  /** Reads inputs whose documents may be removed. */
  public void read(List<Path> inputs) throws IOException {
    read(inputs, PRIORITY);
  }

  /** Reads what a base release has published. */
  public void readBase(List<Path> inputs) throws IOException {
    read(inputs, SurvivorKey.BASE);
  }

  private void read(List<Path> inputs, int priority) throws IOException {
    if (inputs.isEmpty()) {
      return;
    }
    try (Progress.Bar bar = progress.get()) {
      for (Path input : inputs) {
        if (!Files.exists(input)) {
          throw new NoSuchFileException(input.toString());
        }
        RunFolder run = RunFolder.at(input);
        if (Files.isDirectory(run.folder(StageName.EXTRACT))) {
          readRun(run, priority, bar);
        } else if (Files.isDirectory(input)) {
          for (Path file : files(input)) {
            readFile(file, priority, bar);
          }
        } else {
          readFile(input, priority, bar);
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    // A link stands for what it leads to. A folder may be called as a file is, as Spark's are.
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          walk.filter(file -> SUFFIXES.stream().anyMatch(file.toString()::endsWith))
              .filter(file -> !Files.isDirectory(file) && !isHidden(folder.relativize(file)))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw Errors.noInput(folder, SUFFIXES);
      }
      return files;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What editors, file systems and unfinished work leave beside data. */
  private static boolean isHidden(Path file) {
    for (Path part : file) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private void readFile(Path file, int priority, Progress.Bar bar) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (CAPTURES.matcher(name).matches()) {
      throw Errors.captures(file);
    }
    Records records = new Records(priority, bar, name);
    if (name.endsWith(PARQUET)) {
      ParquetInput.readTexts(fields, file, name, records, records);
    } else {
      SourceReader.readTexts(fields, file, name, ReadLimits.DEFAULT, records, records);
    }
  }

  private void readRun(RunFolder run, int priority, Progress.Bar bar) throws IOException {
    Path from = run.folder(StageName.EXTRACT).resolve("documents");
    Path verdicts = run.folder(StageName.FILTER).resolve("verdicts");
    for (RowFile file : RowFile.in(from)) {
      try (RowReader<DocumentRow> rows =
              EditedDocuments.open(from.toString(), file, "id", "uri", "text");
          RowReader<VerdictRow> kept =
              RowReader.open(VerdictRow.TYPE, file.at(verdicts.toString()), "keep")) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          if (kept.required().keep()) {
            add(
                "",
                priority,
                DocumentId.of(row.id()),
                row.uri(),
                row.text(),
                utf8(row.text()),
                bar);
          }
        }
      }
    }
  }

  private void add(
      String name,
      int priority,
      DocumentId id,
      String url,
      String text,
      byte[] utf8,
      Progress.Bar bar)
      throws IOException {
    recordSink.take(name, priority, id, url, text, utf8);
    bar.advance(utf8.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The name of a record; empty where no file of lines can have it: one that would break a line, or
   * that UTF-8 cannot write.
   */
  private static String named(String id) {
    return id.codePoints().anyMatch(DocumentsReader::isNoneOfANames) ? "" : id;
  }

  private static boolean isNoneOfANames(int character) {
    return Character.isISOControl(character)
        || character == LINE_SEPARATOR
        || character == PARAGRAPH_SEPARATOR
        || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
  }

  /** Adds the records of one file. */
  private final class Records implements ItemSink, TextSink {
    private final int priority;
    private final Progress.Bar bar;
    private final String file;

    Records(int priority, Progress.Bar bar, String file) {
      this.priority = priority;
      this.bar = bar;
      this.file = file;
    }

    @Override
    public void take(TextRecord record, long offset, Supplier<String> excerpt) throws IOException {
      // JSON may hold half a character, which UTF-8 cannot: a question mark is what is digested.
      byte[] utf8 = utf8(record.text());
      String uri = record.url();
      if (uri.isEmpty() && !record.id().isEmpty()) {
        uri = "id:" + record.id();
      }
      DocumentId id = DocumentId.of("", uri, Digests.sha256(utf8));
      String url = new String(utf8(record.url()), StandardCharsets.UTF_8);
      String text = new String(utf8, StandardCharsets.UTF_8);
      add(named(record.id()), priority, id, url, text, utf8, bar);
    }

    @Override
    public void withoutText(String field, List<String> found) throws IOException {
      if (!found.contains(field)) {
        throw Errors.noTextField(file, field, found);
      }
    }

    @Override
    public void item(SourceItem item) {
      throw new AssertionError("records are taken as texts");
    }

    @Override
    public void aside(Aside aside) throws IOException {
      asideSink.take(aside);
      asides.merge(aside.reason(), 1L, Long::sum);
    }
  }
}
