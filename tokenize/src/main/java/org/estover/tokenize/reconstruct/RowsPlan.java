package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.DerivedOrder;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.release.CanonicalJson;

/**
 * What files of training sequences in training order are of, and how steps divide them: step s of B
 * sequences reads the rows [B(s - first step), B(s - first step + 1)).
 *
 * @param release the release's id
 * @param derivedOrder the id of the derived order that the rows stand in; empty for the release's
 *     own
 * @param tokenizer the digest of its tokenizer
 * @param sequenceTokens L; a row has one token more
 * @param firstPosition the position of the first row, where a step begins
 * @param positions the number of rows
 */
public record RowsPlan(
    String release,
    String derivedOrder,
    String tokenizer,
    int sequenceTokens,
    long firstPosition,
    long positions,
    BatchPlan batches) {
  private static final String FORMAT = "estover.rows.v1";

  /** Checks that a step begins with the first row. */
  public RowsPlan {
    if (firstPosition < 0
        || positions < 0
        || firstPosition % batches.sequencesPerStep() != 0
        || sequenceTokens <= 0) {
      throw new IllegalArgumentException(
          "rows of positions "
              + firstPosition
              + " and "
              + positions
              + " from there: steps of "
              + batches.sequencesPerStep()
              + " sequences begin at multiples of it; choose another start, or other steps");
    }
  }

  /**
   * The plan of some of a release's rows, in the order in which it is read.
   *
   * @throws IllegalArgumentException if no step begins with the first of them
   */
  public static RowsPlan of(Reconstruct release, long from, long to, BatchPlan batches) {
    return new RowsPlan(
        release.release().id(),
        release.orderId(),
        release.content().tokenizer().digest(),
        release.order().sequenceTokens(),
        from,
        to - from,
        batches);
  }

  /** The plan as canonical JSON can write it. */
  public SortedMap<String, Object> toJson() {
    TreeMap<String, Object> json =
        new TreeMap<>(
            Map.of(
                "format", FORMAT,
                "release", release,
                "tokenizer", tokenizer,
                "order", derivedOrder.isEmpty() ? PackedOrder.NAME : DerivedOrder.NAME,
                "sequence-tokens", sequenceTokens,
                "first-position", firstPosition,
                "positions", positions,
                "sequences-per-step", batches.sequencesPerStep(),
                "first-step", batches.stepOf(firstPosition),
                "steps", batches.steps(positions)));
    if (!derivedOrder.isEmpty()) {
      json.put("derived-order", derivedOrder);
    }
    return json;
  }

  /** Writes the plan; the file appears whole or not at all. */
  public void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    Files.write(unfinished, CanonicalJson.bytes(toJson()));
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
