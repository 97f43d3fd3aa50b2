package org.estover.jobs.stage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.dedupe.span.Span;
import org.estover.jobs.rows.RowType;

/**
 * What 04-dedupe cuts from the document in the same row of the file of the same name.
 *
 * @param found the cuts, 25 bytes each: rule, start, end, and the id of the document in which what
 *     is cut stands first, zeros where that is not known. They may overlap
 * @param leftSize the bytes that are left; 0 of a document that is not cut
 * @param leftSha256 the SHA-256 of what is left; empty of a document that is not cut
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are compared by RowType.canonical.
public record CutRow(byte[] found, long leftSize, byte[] leftSha256) {
  private static final int FIRST = 1 + 2 * Integer.BYTES;
  private static final int SIZE = FIRST + SurvivorKey.ID_SIZE;

  /** The row of a document that is whole, or was dropped by another rule. */
  static final CutRow NONE = new CutRow(new byte[0], 0, new byte[0]);

  /** The layout of these rows. */
  public static final RowType<CutRow> TYPE =
      RowType.<CutRow>named("cuts")
          .bytes("found", CutRow::found)
          .int64("left_size", CutRow::leftSize)
          .bytes("left_sha256", CutRow::leftSha256)
          .rows(
              at -> new CutRow(at.bytes("found"), at.int64("left_size"), at.bytes("left_sha256")));

  /**
   * A part of a document that is cut.
   *
   * @param start its first byte in the text's UTF-8
   * @param end the byte after its last
   * @param first the id of the document in which it stands first; zeros where that is not known
   */
  @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
  public record Cut(CutRule rule, int start, int end, byte[] first) {
    /** Stands for a document that is not known. */
    static final byte[] NOT_KNOWN = new byte[SurvivorKey.ID_SIZE];

    private static final Comparator<Cut> ORDER =
        Comparator.comparingInt(Cut::start).thenComparing(Cut::rule);

    /** Whether it is known where it stands first. */
    public boolean isFirstKnown() {
      for (byte part : first) {
        if (part != 0) {
          return true;
        }
      }
      return false;
    }
  }

  /** The row of a document of whose text these are cut. */
  static CutRow of(List<Cut> cuts, byte[] text) {
    if (cuts.isEmpty()) {
      return NONE;
    }
    byte[] found = new byte[cuts.size() * SIZE];
    List<Cut> sorted = cuts.stream().sorted(Cut.ORDER).toList();
    for (int i = 0; i < sorted.size(); i++) {
      Cut cut = sorted.get(i);
      found[i * SIZE] = cut.rule().code();
      Bytes.put(found, i * SIZE + 1, cut.start());
      Bytes.put(found, i * SIZE + 1 + Integer.BYTES, cut.end());
      System.arraycopy(cut.first(), 0, found, i * SIZE + FIRST, SurvivorKey.ID_SIZE);
    }
    byte[] left = new CutRow(found, 0, new byte[0]).left(text);
    return new CutRow(found, left.length, Sha256.of(left));
  }

  /** Whether anything is cut. */
  public boolean isCut() {
    return found.length > 0;
  }

  /** The cuts by where they start. */
  public List<Cut> cuts() {
    List<Cut> cuts = new ArrayList<>();
    for (int at = 0; at < found.length; at += SIZE) {
      cuts.add(
          new Cut(
              CutRule.of(found[at]),
              Bytes.int32(found, at + 1),
              Bytes.int32(found, at + 1 + Integer.BYTES),
              Bytes.slice(found, at + FIRST, at + SIZE)));
    }
    return cuts;
  }

  /** What the cuts by some rules cover, ascending, without overlaps. */
  List<Span> covered(Predicate<CutRule> rules) {
    List<Span> covered = new ArrayList<>();
    for (Cut cut : cuts()) {
      Span last = covered.isEmpty() ? null : covered.get(covered.size() - 1);
      if (!rules.test(cut.rule())) {
        continue;
      }
      if (last == null || cut.start() > last.end()) {
        covered.add(new Span(cut.start(), cut.end()));
      } else if (cut.end() > last.end()) {
        covered.set(covered.size() - 1, new Span(last.start(), cut.end()));
      }
    }
    return covered;
  }

  /** The bytes that the cuts by some rules cover. */
  long bytes(Predicate<CutRule> rules) {
    return covered(rules).stream().mapToLong(span -> span.end() - span.start()).sum();
  }

  /** What is left of a text in UTF-8. */
  byte[] left(byte[] text) {
    List<Span> cut = covered(rule -> true);
    byte[] left = new byte[text.length - Math.toIntExact(bytes(rule -> true))];
    int from = 0;
    int to = 0;
    for (Span span : cut) {
      System.arraycopy(text, from, left, to, span.start() - from);
      to += span.start() - from;
      from = span.end();
    }
    System.arraycopy(text, from, left, to, text.length - from);
    return left;
  }

  /** What is left of a text. */
  String left(String text) {
    return isCut()
        ? new String(left(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8)
        : text;
  }
}
