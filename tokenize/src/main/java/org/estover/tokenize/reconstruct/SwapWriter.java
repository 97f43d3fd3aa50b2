package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.Intervention;
import org.estover.tokenize.release.InterventionWriter;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.Swap;
import org.estover.tokenize.release.TokenChanges;
import org.estover.tokenize.text.TokenBytes;

/**
 * Derives a release in which texts are replaced from a training step on, and in which nothing else
 * differs: neither what the steps before read, nor the order, nor the number of steps.
 *
 * <p>Every document that a sequence from the step on reads is searched by {@link SwapFinder}. What
 * is changed is a list of single tokens, those that such a sequence reads; shards stay as they are.
 * A place whose new text has another number of tokens cannot be replaced without moving all that
 * follows: it ends the work, or is left as it is and counted.
 *
 * <p>Cost: linear in the text of the release. Memory: a document for each worker, and 16 bytes of
 * disk for each changed token. The release does not depend on the workers.
 */
public final class SwapWriter {
  private final Release release;
  private final Tokenizer tokenizer;
  private final TokenBytes tokenBytes;
  private final Request request;
  private final LongConsumer progress;

  private SwapWriter(Release release, Tokenizer tokenizer, Request request, LongConsumer progress) {
    this.release = release;
    this.tokenizer = tokenizer;
    this.request = request;
    this.progress = progress;
    tokenBytes = TextTrace.bytesOf(release.content().tokenizer(), tokenizer);
  }

  /**
   * What is asked for.
   *
   * @param keepUnequal whether places whose new text has another number of tokens stay as they are
   */
  public record Request(Swaps swaps, BatchPlan plan, long fromStep, boolean keepUnequal) {}

  /**
   * What was made.
   *
   * @param documents how many documents have a change
   * @param places how many places were replaced
   * @param tokens how many tokens that changed
   * @param kept how many places stayed, as their new text has another number of tokens
   * @param otherwiseEncoded how many changed documents the tokenizer would encode to other tokens
   *     of the same text; nearly always 0
   */
  public record Result(
      String releaseId,
      long documents,
      long places,
      long tokens,
      long kept,
      long otherwiseEncoded) {}

  /**
   * Writes the release into a folder, which appears when it is complete. Its shards are hard links
   * to the parent's where the file system allows, else copies.
   *
   * @param folder one that does not exist
   * @param workers how many threads read at once
   * @param progress is told how many more tokens were read, by any thread
   * @throws NotInReleaseException if the parent does not feed the step
   * @throws StudyException if nothing is to be changed, a place cannot be, or the parent is an
   *     intervention itself; nothing is written then
   * @throws WrongTokenizerException if the tokenizer is not the release's
   */
  public static Result write(
      Reconstruct parent,
      Tokenizer tokenizer,
      Request request,
      Path folder,
      int workers,
      LongConsumer progress)
      throws IOException {
    parent.requireOwnOrder();
    parent.requireTokenizer(tokenizer);
    long steps = parent.steps(request.plan());
    if (request.fromStep() < 0 || request.fromStep() >= steps) {
      throw Errors.step(parent, request.fromStep(), request.plan(), steps);
    }
    Optional<Intervention> already = parent.content().intervention();
    if (already.isPresent()) {
      throw Errors.interventionAlready(parent.release(), already.get());
    }
    return new SwapWriter(parent.release(), tokenizer, request, progress).run(folder, workers);
  }

  private Result run(Path folder, int workers) throws IOException {
    requireDifferent();
    Path unfinished = folder.resolveSibling("." + folder.getFileName() + ".tmp");
    removeFolder(unfinished);
    Files.createDirectories(unfinished);
    try {
      List<SwapShard> all = findAll(unfinished, workers);
      long documents = all.stream().mapToLong(SwapShard::documents).sum();
      long tokens = all.stream().mapToLong(SwapShard::tokens).sum();
      if (tokens == 0) {
        throw Errors.nothingToSwap(release, request.fromStep());
      }
      ReleasedFile changes =
          TokenChanges.write(unfinished, all.stream().map(SwapShard::part).toList());
      String id =
          InterventionWriter.seal(
              release,
              unfinished,
              new Intervention(
                  release.id(),
                  request.plan().sequencesPerStep(),
                  request.fromStep(),
                  request.swaps().wholeWords(),
                  request.swaps().pairs(),
                  documents,
                  tokens,
                  changes));
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      return new Result(
          id,
          documents,
          all.stream().mapToLong(SwapShard::places).sum(),
          tokens,
          all.stream().mapToLong(SwapShard::kept).sum(),
          all.stream().mapToLong(SwapShard::otherwiseEncoded).sum());
    } finally {
      removeFolder(unfinished);
    }
  }

  /** Texts that the tokenizer has in one normal form are one text. */
  private void requireDifferent() throws IOException {
    List<String> texts = request.swaps().pairs().stream().map(Swap::from).toList();
    int[] first =
        Terms.firstEqual(
            texts.stream().map(text -> tokenizer.decode(tokenizer.encodeOrdinary(text))).toList());
    for (int i = 0; i < first.length; i++) {
      if (first[i] != i) {
        throw Errors.sameText(release, texts.get(first[i]), texts.get(i));
      }
    }
  }

  private List<SwapShard> findAll(Path folder, int workers) throws IOException {
    List<ReleasedShard> shards = release.content().shards();
    SwapShard[] found = new SwapShard[shards.size()];
    AtomicInteger next = new AtomicInteger();
    try {
      IntStream.range(0, workers)
          .parallel()
          .forEach(
              worker -> {
                Tokenizer own = tokenizer.copy();
                SwapFinder finder = new SwapFinder(release, own, tokenBytes, request.swaps());
                for (int s = next.getAndIncrement(); s < found.length; s = next.getAndIncrement()) {
                  try {
                    found[s] = new SwapShard(release, s, request, finder);
                    found[s].find(folder.resolve("." + s + ".changes.tmp"));
                    progress.accept(shards.get(s).tokens());
                  } catch (IOException e) {
                    // The other workers need not go on.
                    next.set(found.length);
                    throw new UncheckedIOException(e);
                  }
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return List.of(found);
  }

  private static void removeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
