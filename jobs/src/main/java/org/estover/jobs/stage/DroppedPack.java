package org.estover.jobs.stage;

import java.util.HexFormat;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.run.StageName;
import org.estover.tokenize.release.DroppedDocument;
import org.estover.tokenize.release.DroppedTableWriter;
import org.estover.tokenize.release.RejectSamples;
import org.estover.tokenize.release.ReleasedDocument;
import scala.Tuple2;

/** Dropped documents on their way through a shuffle, and where the text of each one is. */
final class DroppedPack {
  private static final int KEY_SIZE = 16;

  /** A name longer than this is shown by its digest, a reason by its beginning. */
  private static final int LONGEST = 1 << 16;

  private static final String NO_FILE = "";
  private static final HexFormat HEX = HexFormat.of();

  private DroppedPack() {}

  /** What never became a document, as a pair. */
  static Tuple2<byte[], byte[]> pair(
      StageName stage, String rule, String reason, String source, String uri) {
    return pair(
        new DroppedDocument("", stage.folder(), rule, bounded(reason), source, named(uri), "", ""),
        NO_FILE,
        -1);
  }

  /**
   * A document that a rule dropped, as a pair. Of what was withdrawn nothing is listed but digests.
   *
   * @param file where its row is
   */
  static Tuple2<byte[], byte[]> pair(
      StageName stage,
      String rule,
      String reason,
      DocumentRow row,
      byte[] survivor,
      String file,
      long number) {
    boolean withdrawn = rule.equals(FilterJob.WITHDRAWN);
    DroppedDocument dropped =
        new DroppedDocument(
            ReleasedDocument.id(row.id()),
            stage.folder(),
            rule,
            withdrawn ? "" : bounded(reason),
            row.source(),
            withdrawn ? DroppedDocument.hidden(row.uri()) : named(row.uri()),
            survivor.length == 0 ? "" : ReleasedDocument.id(survivor),
            HEX.formatHex(row.textSha256()));
    return pair(dropped, file, number);
  }

  private static String named(String uri) {
    return uri.length() > LONGEST ? DroppedDocument.hidden(uri) : uri;
  }

  private static String bounded(String reason) {
    return reason.length() > LONGEST ? RejectSamples.excerpt(reason) : reason;
  }

  private static Tuple2<byte[], byte[]> pair(DroppedDocument dropped, String file, long number) {
    byte[] at = new byte[Long.BYTES];
    Bytes.put(at, 0, number);
    return new Tuple2<>(
        Bytes.join(DroppedTableWriter.key(dropped), bytes(dropped)),
        Bytes.join(Bytes.counted(file), at));
  }

  private static byte[] bytes(DroppedDocument dropped) {
    return Bytes.join(
        Bytes.counted(dropped.document()),
        Bytes.counted(dropped.stage()),
        Bytes.counted(dropped.rule()),
        Bytes.counted(dropped.reason()),
        Bytes.counted(dropped.source()),
        Bytes.counted(dropped.uri()),
        Bytes.counted(dropped.survivor()),
        Bytes.counted(dropped.textSha256()));
  }

  /** The 16 bytes that a pair's key begins with, by which a table is sorted. */
  static byte[] rowKey(byte[] key) {
    return Bytes.slice(key, 0, KEY_SIZE);
  }

  /** The document of a pair's key. */
  static DroppedDocument document(byte[] key) {
    Bytes.Cursor at = new Bytes.Cursor(key);
    at.take(KEY_SIZE);
    return new DroppedDocument(
        at.counted(),
        at.counted(),
        at.counted(),
        at.counted(),
        at.counted(),
        at.counted(),
        at.counted(),
        at.counted());
  }
}
