package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasePlace;

/**
 * A release's own values of the {@link BatchChain} for one number of sequences per step, in its
 * folder {@code derived}: with them {@link ChainCheck} finds a wrong step in a few replays.
 */
public final class KnownChain {
  private KnownChain() {}

  private static String name(BatchPlan plan) {
    return "steps-" + plan.sequencesPerStep() + ".chain";
  }

  /**
   * Writes the values of all whole steps beside the release; reads every sequence of it once.
   *
   * @param progress is told how many steps are done
   */
  public static void write(Reconstruct release, BatchPlan plan, LongConsumer progress)
      throws IOException {
    release.requireOwnOrder();
    Path folder = release.release().folder().resolve(Derived.FOLDER);
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(name(plan) + "." + UUID.randomUUID() + ".unfinished");
    write(unfinished, release, plan, release.steps(plan), progress);
    Derived.place(unfinished, folder.resolve(name(plan)));
  }

  /**
   * Writes the values before and after each of the first steps into a file, which appears whole or
   * not at all; reads the sequences of these steps once.
   *
   * @param progress is told how many steps are done
   * @return the last of the values
   */
  public static BatchChain write(
      Path file, Reconstruct release, BatchPlan plan, long steps, LongConsumer progress)
      throws IOException {
    BatchChain chain = BatchChain.of(release.dataId());
    try (ChainLog.Writer writer = ChainLog.write(file, release.dataId(), plan)) {
      writer.add(chain);
      while (chain.steps() < steps) {
        chain = chain.replay(release, plan, chain.steps() + 1);
        writer.add(chain);
        progress.accept(chain.steps());
      }
      writer.finish();
    }
    return chain;
  }

  /**
   * The values that were written; empty if none were, the release is not on this disk, or it is
   * read in another order than its own, which has other values.
   *
   * @throws org.estover.tokenize.release.CorruptReleaseException if they are damaged
   */
  public static Optional<ChainLog> find(Reconstruct reconstruct, BatchPlan plan)
      throws IOException {
    Release release = reconstruct.release();
    if (reconstruct.derivedOrder().isPresent() || ReleasePlace.isAddress(release.place().name())) {
      return Optional.empty();
    }
    Path file = release.folder().resolve(Derived.FOLDER).resolve(name(plan));
    try {
      return Files.exists(file) ? Optional.of(ChainLog.read(file)) : Optional.empty();
    } catch (ChainLogException e) {
      throw Derived.damaged(file.toString(), "its lines are not those of a chain");
    }
  }
}
