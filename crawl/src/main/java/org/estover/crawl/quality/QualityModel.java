package org.estover.crawl.quality;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A classifier of texts that was learned; immutable and thread-safe.
 *
 * <p>Both kinds give a text one score for a label from one pass over its bytes.
 */
public sealed interface QualityModel permits FastTextModel, HashedModel {
  /** The label of good texts, as DCLM's classifier has it. */
  String HIGH_QUALITY = "__label__hq";

  /** Says, with a version, how texts are scored by models of this kind. */
  String algorithm();

  /** Says what the model is, for people. */
  String description();

  /** The labels, in the model's order. */
  List<String> labels();

  /** SHA-256 of the model's file, in hex. */
  String sha256();

  /**
   * Makes a scorer of its own for a thread.
   *
   * @param label one of the labels; {@code __label__} at its start may be left out
   * @throws IllegalArgumentException if there is no such label
   */
  Scorer scorer(String label);

  /**
   * Reads a model, whichever kind it is. Reads no more than the file has, whatever its header says.
   *
   * @throws CorruptModelException if the file is no model, or damaged
   */
  static QualityModel open(Path file) throws IOException {
    try (ModelInput in = new ModelInput(file)) {
      if (in.startsWith(HashedModel.MAGIC)) {
        return HashedModel.read(in);
      }
      if (in.startsWith(FastTextModel.MAGIC)) {
        return FastTextModel.read(in);
      }
      throw Errors.noModel(file);
    }
  }

  /**
   * The {@link #algorithm} of a model, told by its first bytes.
   *
   * @throws CorruptModelException if the file is no model
   */
  static String algorithmOf(Path file) throws IOException {
    try (ModelInput in = new ModelInput(file)) {
      if (in.startsWith(HashedModel.MAGIC)) {
        return HashedWords.VERSION;
      }
      if (in.startsWith(FastTextModel.MAGIC)) {
        return FastTextModel.ALGORITHM;
      }
      throw Errors.noModel(file);
    }
  }

  /** SHA-256 of a file, in hex, without a look at what it holds. */
  static String sha256Of(Path file) throws IOException {
    try (ModelInput in = new ModelInput(file)) {
      return in.sha256OfAll();
    }
  }

  /** The place of a label among those of a model. */
  static int place(List<String> labels, String label) {
    int place = labels.indexOf(label);
    if (place < 0) {
      place = labels.indexOf(Words.LABEL_PREFIX + label);
    }
    if (place < 0) {
      throw Errors.noSuchLabel(label, labels);
    }
    return place;
  }
}
