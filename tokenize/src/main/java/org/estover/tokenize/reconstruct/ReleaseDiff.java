package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.jspecify.annotations.Nullable;

/**
 * Compares two releases: which documents one has and the other lacks, which have other licenses or
 * holders, whether those of both stand in the same order, and which sequences differ.
 *
 * <p>Documents: releases of one seed are walked side by side, as the order follows from seed and
 * ids; of two seeds each document is looked up in the other release. Sequences: read one by one
 * where both releases have one tokenizer and one length of sequences. Memory: a group of positions.
 */
public final class ReleaseDiff {
  private final Reconstruct first;
  private final Reconstruct second;
  private final Sink sink;
  private long onlyFirst;
  private long onlySecond;
  private long changed;
  private long common;
  private boolean sameOrder = true;

  private ReleaseDiff(Reconstruct first, Reconstruct second, Sink sink) {
    this.first = first;
    this.second = second;
    this.sink = sink;
  }

  /** Receives what differs, as it is found. */
  public interface Sink {
    /**
     * Takes a document that differs.
     *
     * @param ofFirst what the first release says of it; null where it lacks it
     * @param ofSecond what the second one says
     */
    void document(@Nullable ReleasedDocument ofFirst, @Nullable ReleasedDocument ofSecond)
        throws IOException;

    /** Takes a position at which the releases have other tokens; ascending. */
    void sequence(long position) throws IOException;
  }

  /**
   * What a comparison found.
   *
   * @param common documents that both have
   * @param changed those of them whose license, holder or rights differ
   * @param sameOrder whether the common documents of each source stand in the same order
   * @param notComparable why sequences were not compared; empty if they were
   * @param positions how many positions both have
   * @param differing at how many of them the tokens differ
   * @param onlyInOne how many positions one has more than the other
   */
  public record Summary(
      long onlyFirst,
      long onlySecond,
      long common,
      long changed,
      boolean sameOrder,
      String notComparable,
      long positions,
      long differing,
      long onlyInOne) {
    /** Whether nothing differs. */
    public boolean isSame() {
      return onlyFirst + onlySecond + changed + differing + onlyInOne == 0
          && sameOrder
          && notComparable.isEmpty();
    }
  }

  /** Compares two releases. */
  public static Summary compare(Reconstruct first, Reconstruct second, Sink sink)
      throws IOException {
    return new ReleaseDiff(first, second, sink).run();
  }

  private Summary run() throws IOException {
    TreeSet<String> sources = new TreeSet<>(PackedOrder::compareNames);
    first.content().sources().forEach(source -> sources.add(source.name()));
    second.content().sources().forEach(source -> sources.add(source.name()));
    boolean oneSeed = first.content().order().seed() == second.content().order().seed();
    for (String source : sources) {
      if (oneSeed) {
        sideBySide(source);
      } else {
        lookUp(source);
      }
    }
    String reason = notComparable();
    long positions = Math.min(first.order().length(), second.order().length());
    long differing = reason.isEmpty() ? sequences(positions) : 0;
    return new Summary(
        onlyFirst,
        onlySecond,
        common,
        changed,
        sameOrder,
        reason,
        positions,
        differing,
        Math.abs(first.order().length() - second.order().length()));
  }

  private void sideBySide(String source) throws IOException {
    try (Cursor a = new Cursor(first.release(), source);
        Cursor b = new Cursor(second.release(), source)) {
      boolean moreA = a.advance();
      boolean moreB = b.advance();
      while (moreA || moreB) {
        int order = !moreA ? 1 : !moreB ? -1 : a.compareTo(b);
        if (order == 0) {
          both(a.document(), b.document());
        } else if (order < 0) {
          onlyFirst++;
          sink.document(a.document(), null);
        } else {
          onlySecond++;
          sink.document(null, b.document());
        }
        moreA = order <= 0 ? a.advance() : moreA;
        moreB = order >= 0 ? b.advance() : moreB;
      }
      sameOrder &= a.isAscending() && b.isAscending();
    }
  }

  private void lookUp(String source) throws IOException {
    long last = -1;
    try (Cursor a = new Cursor(first.release(), source)) {
      while (a.advance()) {
        ReleasedDocument document = a.document();
        Optional<SourceStream.Found> found = second.find(source, document.id());
        if (found.isEmpty()) {
          onlyFirst++;
          sink.document(document, null);
        } else {
          both(document, found.get().row().document());
          sameOrder &= found.get().tokenStart() > last;
          last = found.get().tokenStart();
        }
      }
    }
    try (Cursor b = new Cursor(second.release(), source)) {
      while (b.advance()) {
        if (first.find(source, b.document().id()).isEmpty()) {
          onlySecond++;
          sink.document(null, b.document());
        }
      }
    }
  }

  private void both(ReleasedDocument ofFirst, ReleasedDocument ofSecond) throws IOException {
    common++;
    if (!ofFirst.equals(ofSecond)) {
      changed++;
      sink.document(ofFirst, ofSecond);
    }
  }

  private String notComparable() {
    String digest = first.content().tokenizer().digest();
    String other = second.content().tokenizer().digest();
    if (!digest.equals(other)) {
      return "their tokenizers differ";
    }
    int inputs = first.order().sequenceTokens();
    return inputs == second.order().sequenceTokens()
        ? ""
        : "their sequences have " + inputs + " and " + second.order().sequenceTokens() + " tokens";
  }

  private long sequences(long positions) throws IOException {
    long differing = 0;
    for (long from = 0; from < positions; from += OrderWalk.GROUP_POSITIONS) {
      long to = Math.min(positions, from + OrderWalk.GROUP_POSITIONS);
      List<Long> found = new ArrayList<>();
      OrderWalk.inPlaceOrder(
          first.order(),
          from,
          to,
          (position, slot) -> {
            if (!Arrays.equals(first.tokens(position), second.tokens(position))) {
              found.add(position);
            }
          });
      found.sort(null);
      for (long position : found) {
        sink.sequence(position);
      }
      differing += found.size();
    }
    return differing;
  }

  /** The documents of a source, in order. */
  private static final class Cursor implements AutoCloseable {
    private final Release release;
    private final List<ReleasedShard> shards;
    private int nextShard;
    private @Nullable DocumentTable table;
    private long row = -1;
    private byte[] key = new byte[0];
    private byte[] id = new byte[0];
    private boolean ascending = true;

    Cursor(Release release, String source) {
      this.release = release;
      shards = release.content().shardsOf(source);
    }

    /** Goes to the next document; false where there is none. */
    boolean advance() throws IOException {
      row++;
      while (table == null || row >= table.rowCount()) {
        close();
        if (nextShard == shards.size()) {
          return false;
        }
        table = release.documents(shards.get(nextShard++));
        row = 0;
      }
      byte[] nextId = table.id(row);
      byte[] nextKey = DocumentOrder.key(release.content().order().seed(), nextId);
      ascending &= DocumentOrder.compare(key, id, nextKey, nextId) < 0;
      id = nextId;
      key = nextKey;
      return true;
    }

    int compareTo(Cursor other) {
      return DocumentOrder.compare(key, id, other.key, other.id);
    }

    boolean isAscending() {
      return ascending;
    }

    ReleasedDocument document() throws IOException {
      if (table == null) {
        throw new IllegalStateException("no document");
      }
      return table.row(row).document();
    }

    @Override
    public void close() throws IOException {
      if (table != null) {
        table.close();
      }
      table = null;
    }
  }
}
