package org.estover.jobs.cli;

import java.nio.file.Path;
import org.estover.tokenize.order.Split;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the order of an indexed data set is made from, for either trainer. */
final class OrderInput {
  @Option(
      names = "--prefix",
      required = true,
      paramLabel = "PREFIX",
      description = "The data set: PREFIX.bin and PREFIX.idx; without the ending.")
  private Path prefix = Path.of("");

  @Option(
      names = "--seq-length",
      required = true,
      paramLabel = "L",
      description = "Inputs of a training sequence.")
  private int sequenceTokens;

  @Option(
      names = "--seed",
      required = true,
      paramLabel = "S",
      description = "The trainer's seed, below 2^32.")
  private long seed;

  @Option(names = "--num-samples", paramLabel = "N", description = "At least so many sequences.")
  private @Nullable Long samples;

  @Option(
      names = "--num-epochs",
      paramLabel = "E",
      description = "So many passes over the documents, instead of a number of sequences.")
  private @Nullable Integer epochs;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description = "Train, valid and test shares, such as 969,30,1 (default: all documents).")
  private @Nullable String split;

  @Option(
      names = "--part",
      defaultValue = "train",
      paramLabel = "PART",
      description = "Which part: train, valid or test (default: ${DEFAULT-VALUE}).")
  private String part = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write the arrays to; it is made if there is none.")
  private Path out = Path.of("");

  /** The data set, from the folder that the command is typed in. */
  Path prefix(Surroundings around) {
    return around.path(withoutEnding());
  }

  /** The data set's path as it was given. */
  String givenPrefix() {
    return withoutEnding().toString();
  }

  /** Who lets the shell complete the name means the prefix of what it found. */
  private Path withoutEnding() {
    String name = String.valueOf(prefix.getFileName());
    return name.endsWith(".bin") || name.endsWith(".idx")
        ? prefix.resolveSibling(name.substring(0, name.length() - 4))
        : prefix;
  }

  int sequenceTokens() {
    return sequenceTokens;
  }

  long seed() throws UsageException {
    if (seed < 0 || seed > 0xFFFF_FFFFL) {
      throw Errors.notASeed(seed);
    }
    return seed;
  }

  /** The sequences asked for, or null where passes are. */
  @Nullable Long samples() throws UsageException {
    if (samples != null && epochs != null) {
      throw Errors.oneOf("--num-samples", "--num-epochs");
    }
    if (samples != null && samples < 0) {
      throw Errors.tooSmall("--num-samples", samples, 0);
    }
    return samples;
  }

  /** The passes asked for: one where nothing is. */
  int epochs() throws UsageException {
    if (epochs != null && epochs <= 0) {
      throw Errors.tooSmall("--num-epochs", epochs, 1);
    }
    return epochs == null ? 1 : epochs;
  }

  /** The split as it was given, or null. */
  @Nullable String split() {
    return split;
  }

  Split part() throws UsageException {
    for (Split each : Split.values()) {
      if (each.word().equals(part)) {
        return each;
      }
    }
    throw Errors.noPart(part);
  }

  Path out(Surroundings around) {
    return around.path(out);
  }
}
