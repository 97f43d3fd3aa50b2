package org.estover.jobs.stage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.estover.crawl.source.SiteFile;
import org.estover.crawl.source.SiteFiles;
import org.estover.jobs.rows.EvidenceBytes;
import org.estover.jobs.rows.EvidenceRow;
import org.estover.jobs.rows.RowWriter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the site files that spoke in one input: a row for each capture, and its bytes aside for
 * {@link Evidence#seal}, which makes equal ones of all inputs one.
 *
 * <p>Memory: the digests and places of the last {@value #REMEMBERED} files, so that one which
 * speaks again is mostly not written again; rows that repeat all the same do no harm.
 */
final class EvidenceWriter implements SiteFiles.Taker, Closeable {
  private static final int REMEMBERED = 1 << 16;

  private final Path evidence;
  private final String source;
  private final int input;
  private final Set<String> known =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });
  private @Nullable RowWriter<EvidenceRow> sites;
  private @Nullable RowWriter<EvidenceBytes> bytes;

  /**
   * Makes the writer of one input.
   *
   * @param evidence the folder of all evidence
   * @param source the name of the input's source
   * @param input the place of the input among all inputs, which names its files
   */
  EvidenceWriter(Path evidence, String source, int input) {
    this.evidence = evidence;
    this.source = source;
    this.input = input;
  }

  @Override
  public void take(SiteFile file) throws IOException {
    byte[] body = file.body();
    byte[] sha256 = body.length == 0 ? body : Sha256.of(body);
    String digest = HexFormat.of().formatHex(sha256);
    String place = file.file() + ":" + file.offset() + ":" + file.kind() + ":" + file.subject();
    if (!known.add(place + ":" + file.status() + ":" + digest)) {
      return;
    }
    String kind = file.kind().label();
    RowWriter<EvidenceRow> rows = sites;
    if (rows == null) {
      rows = RowWriter.create(EvidenceRow.TYPE, file(Evidence.SITES));
      sites = rows;
    }
    rows.write(
        new EvidenceRow(
            source,
            kind,
            file.subject(),
            file.status(),
            sha256,
            body.length,
            file.date(),
            file.file(),
            file.offset()));
    if (body.length > 0 && known.add(digest)) {
      RowWriter<EvidenceBytes> contents = bytes;
      if (contents == null) {
        contents = RowWriter.create(EvidenceBytes.TYPE, file(Evidence.UNSORTED));
        bytes = contents;
      }
      contents.write(new EvidenceBytes(sha256, kind, body));
    }
  }

  private Path file(String folder) throws IOException {
    return Files.createDirectories(evidence.resolve(folder)).resolve(RowFile.name(input, 0));
  }

  /** Gives the files their names. */
  void commit() throws IOException {
    if (sites != null) {
      sites.commit();
    }
    if (bytes != null) {
      bytes.commit();
    }
  }

  @Override
  public void close() throws IOException {
    if (sites != null) {
      sites.close();
    }
    if (bytes != null) {
      bytes.close();
    }
  }
}
