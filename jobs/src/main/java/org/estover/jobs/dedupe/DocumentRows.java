package org.estover.jobs.dedupe;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.stage.RowFile;
import org.jspecify.annotations.Nullable;

/**
 * Documents as files of rows, as a run has them, each with a verdict beside it that keeps it: what
 * the work over Spark begins with. A document's URI is the name that the input calls it.
 */
final class DocumentRows implements Closeable {
  /** The source of documents published before. */
  static final String BASE = "base";

  /** The source of all other documents. */
  static final String INPUT = "input";

  /** The priority of each source. */
  static final Map<String, Integer> PRIORITIES =
      Map.of(BASE, SurvivorKey.BASE, INPUT, DocumentsReader.PRIORITY);

  private static final long FILE_BYTES = 16L << 20;

  private final Documents documents;
  private final Path scratch;
  private @Nullable OpenFile open;
  private int files;
  private long fileBytes;

  /** Writes below a folder, which is made. */
  DocumentRows(Documents documents, Path scratch) throws IOException {
    this.documents = documents;
    this.scratch = scratch;
    Files.createDirectories(documents());
    Files.createDirectories(verdicts());
  }

  /** The file of documents that is being written, and the one of verdicts beside it. */
  private record OpenFile(RowWriter<DocumentRow> texts, RowWriter<VerdictRow> verdicts) {}

  /** The folder of documents. */
  Path documents() {
    return scratch.resolve("documents");
  }

  /** The folder of verdicts. */
  Path verdicts() {
    return scratch.resolve("kept");
  }

  /** The files, in the order in which documents were added; after {@link #end}. */
  List<RowFile> files() throws IOException {
    return files == 0 ? List.of() : RowFile.in(documents());
  }

  /** Adds a document under its name. */
  void add(int document, String text) throws IOException {
    add(document, documents.name(document), text);
  }

  /** Adds a document. */
  void add(int document, String uri, String text) throws IOException {
    OpenFile file = open;
    if (file == null || fileBytes >= FILE_BYTES) {
      end();
      String name = RowFile.name(files++, 0);
      file =
          new OpenFile(
              RowWriter.create(DocumentRow.TYPE, documents().resolve(name)),
              RowWriter.create(VerdictRow.TYPE, verdicts().resolve(name)));
      open = file;
      fileBytes = 0;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    SurvivorKey key = documents.key(document);
    file.texts.write(row(key, uri, text, utf8));
    file.verdicts.write(VerdictRow.KEEP);
    fileBytes += utf8.length;
  }

  private static DocumentRow row(SurvivorKey key, String uri, String text, byte[] utf8) {
    byte[] digest = Digests.sha256(utf8);
    String source = key.isBase() ? BASE : INPUT;
    return new DocumentRow(
        key.documentId(), source, uri, text, utf8.length, digest, "", "", "", "", "", "", "", 0);
  }

  /** Completes the last file. */
  void end() throws IOException {
    OpenFile file = open;
    open = null;
    if (file != null) {
      file.texts.commit();
      file.verdicts.commit();
    }
  }

  @Override
  public void close() throws IOException {
    OpenFile file = open;
    open = null;
    if (file != null) {
      file.texts.close();
      file.verdicts.close();
    }
  }
}
