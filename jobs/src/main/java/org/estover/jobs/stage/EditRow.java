package org.estover.jobs.stage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.filter.TextEdit;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowType;

/**
 * What 03-filter leaves of the document in the same row of the file of the same name, where that is
 * not the whole of it.
 *
 * @param found the edits in their order, each: start and end in the text's UTF-8, how long the
 *     rule's name and the replacement are, four bytes each, then both in UTF-8
 * @param leftSize the bytes that are left; 0 of a document that is whole
 * @param leftSha256 the SHA-256 of what is left; empty of a document that is whole
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record EditRow(byte[] found, long leftSize, byte[] leftSha256) {
  /** The version of how edits are made and applied. */
  static final String VERSION = "estover.edits.v1";

  private static final int HEAD = 4 * Integer.BYTES;

  /** The row of a document that is whole, or was dropped. */
  static final EditRow NONE = new EditRow(new byte[0], 0, new byte[0]);

  /** The layout of these rows. */
  public static final RowType<EditRow> TYPE =
      RowType.<EditRow>named("edits")
          .bytes("found", EditRow::found)
          .int64("left_size", EditRow::leftSize)
          .bytes("left_sha256", EditRow::leftSha256)
          .rows(
              at -> new EditRow(at.bytes("found"), at.int64("left_size"), at.bytes("left_sha256")));

  /**
   * An edit.
   *
   * @param start its first byte in the text's UTF-8
   * @param end the byte after its last
   */
  public record Edit(int start, int end, String rule, String replacement) {}

  /** The row of a document of whose text these are the edits, by characters. */
  static EditRow of(String text, List<TextEdit> edits) {
    if (edits.isEmpty()) {
      return NONE;
    }
    List<byte[]> written = new ArrayList<>();
    int bytes = 0;
    int chars = 0;
    for (TextEdit edit : edits) {
      bytes += Bytes.utf8(text.substring(chars, edit.start())).length;
      byte[] rule = Bytes.utf8(edit.rule());
      byte[] replacement = Bytes.utf8(edit.replacement());
      ByteBuffer head = ByteBuffer.allocate(HEAD).putInt(bytes);
      bytes += Bytes.utf8(text.substring(edit.start(), edit.end())).length;
      chars = edit.end();
      head.putInt(bytes).putInt(rule.length).putInt(replacement.length);
      written.add(Bytes.join(head.array(), rule, replacement));
    }
    byte[] found = Bytes.join(written.toArray(byte[][]::new));
    byte[] left = new EditRow(found, 0, new byte[0]).left(Bytes.utf8(text));
    return new EditRow(found, left.length, Sha256.of(left));
  }

  /** Whether the document is not read as it was captured. */
  public boolean isEdited() {
    return found.length > 0;
  }

  /** The edits in their order. */
  public List<Edit> edits() {
    List<Edit> edits = new ArrayList<>();
    ByteBuffer at = ByteBuffer.wrap(found);
    while (at.hasRemaining()) {
      int start = at.getInt();
      int end = at.getInt();
      byte[] rule = new byte[at.getInt()];
      byte[] replacement = new byte[at.getInt()];
      at.get(rule).get(replacement);
      edits.add(
          new Edit(
              start,
              end,
              new String(rule, StandardCharsets.UTF_8),
              new String(replacement, StandardCharsets.UTF_8)));
    }
    return edits;
  }

  private byte[] left(byte[] text) {
    List<byte[]> parts = new ArrayList<>();
    int from = 0;
    for (Edit edit : edits()) {
      parts.add(Bytes.slice(text, from, edit.start()));
      parts.add(Bytes.utf8(edit.replacement()));
      from = edit.end();
    }
    parts.add(Bytes.slice(text, from, text.length));
    return Bytes.join(parts.toArray(byte[][]::new));
  }

  /**
   * A document as the stages after 03 read it.
   *
   * @param row with its text, or without it: then only size and digest are those of what is left
   */
  DocumentRow applied(DocumentRow row) {
    if (!isEdited()) {
      return row;
    }
    String text =
        row.text().isEmpty()
            ? ""
            : new String(left(Bytes.utf8(row.text())), StandardCharsets.UTF_8);
    return row.withText(text, leftSize, leftSha256);
  }
}
