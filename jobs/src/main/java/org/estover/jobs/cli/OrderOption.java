package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.ReleasePlace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The order in which a training reads a release, where it is not the release's own. */
final class OrderOption {
  static final String NAME = "--order";

  @Option(
      names = NAME,
      paramLabel = "FILE",
      description =
          "The order of the training, as \"order derive\" writes it (default: the release's own).")
  private @Nullable Path order;

  /** The file that is named; null for the release's own order. */
  @Nullable Path file(Context context) {
    return order == null ? null : context.around().path(order);
  }

  /**
   * Opens the release that is named, wherever it lies, in the order of a training of such steps. It
   * read whole steps: a derived order that these do not divide was derived with others.
   */
  Reconstruct open(Context context, @Nullable String release, BatchPlan plan) throws IOException {
    Reconstruct reconstruct = open(context, release);
    long length = reconstruct.order().length();
    long left = length % plan.sequencesPerStep();
    if (reconstruct.derivedOrder().isPresent() && left > 0 && left < length) {
      context.note(
          "of the "
              + length
              + " sequences of this order steps of "
              + plan.sequencesPerStep()
              + " leave "
              + left
              + " out; name the --batch of the training");
    }
    return reconstruct;
  }

  /** Opens the release that is named, wherever it lies, in the order of the training. */
  Reconstruct open(Context context, @Nullable String release) throws IOException {
    return open(context, context.place(release));
  }

  /** Opens the release at a place in the order of the training. */
  Reconstruct open(Context context, ReleasePlace place) throws IOException {
    Path file = file(context);
    return file == null ? Reconstruct.open(place) : Reconstruct.open(place, file);
  }

  /** The beginning of an answer: which release it is about, and which derived order of it. */
  static Map<String, Object> answer(Reconstruct reconstruct) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("release", reconstruct.release().id());
    reconstruct.derivedOrder().ifPresent(derived -> data.put("order", derived.id()));
    return data;
  }
}
