package org.estover.crawl.quality;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Builds this package's exceptions. */
final class Errors {
  private static final int MOST_LABELS = 20;

  private Errors() {}

  static CorruptModelException truncated(
      Path file, long offset, String what, long needed, long left) {
    return new CorruptModelException(
        String.format(
            Locale.ROOT,
            "%s: the file ends too early: expected %d bytes for %s at offset %d, found %d;"
                + " copy or train the model again",
            file,
            needed,
            what,
            offset,
            left));
  }

  static CorruptModelException wrong(
      Path file, long offset, String what, Object found, String expected) {
    return new CorruptModelException(
        String.format(
            Locale.ROOT,
            "%s: %s at offset %d is %s, expected %s; the file is damaged or no classifier:"
                + " copy or train it again",
            file,
            what,
            offset,
            found,
            expected));
  }

  static CorruptModelException noModel(Path file) {
    return new CorruptModelException(
        file
            + ": neither a fastText model (.bin or .ftz) nor one of \"estover quality train\":"
            + " the first bytes at offset 0 are those of something else; name a model");
  }

  static CorruptModelException noClassifier(Path file) {
    return new CorruptModelException(
        file
            + ": a fastText model of word vectors, which says nothing about texts; name one that"
            + " \"fasttext supervised\" has trained");
  }

  static CorruptModelException unsupported(
      Path file, long offset, String what, long found, long most) {
    return new CorruptModelException(
        String.format(
            Locale.ROOT,
            "%s: %s at offset %d is %d, and more than %d is not read; train the model with less",
            file,
            what,
            offset,
            found,
            most));
  }

  static CorruptModelException manyOfOneHash(Path file, int entries) {
    return new CorruptModelException(
        file
            + ": too many words of one hash among the first "
            + entries
            + " entries of the dictionary, expected words of hashes that differ; the file was made"
            + " to take long to read: copy or train the model again");
  }

  static CorruptModelException damaged(Path file, String expected, String found) {
    return new CorruptModelException(
        file
            + ": the file is damaged: its last 32 bytes say that its SHA-256 is "
            + expected
            + ", and it is "
            + found
            + "; copy or train the model again");
  }

  static IllegalArgumentException noSuchLabel(String label, List<String> labels) {
    List<String> first = labels.subList(0, Math.min(MOST_LABELS, labels.size()));
    return new IllegalArgumentException(
        "the model has no label "
            + label
            + "; it has "
            + String.join(", ", first)
            + (first.size() < labels.size()
                ? " and " + (labels.size() - first.size()) + " more"
                : ""));
  }

  static IllegalArgumentException outOfBounds(String what, Object found, String expected) {
    return new IllegalArgumentException(what + " is " + found + ", expected " + expected);
  }

  static IllegalArgumentException nothingToLearn(long positive, long negative) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "training needs 2 different texts or more on each side that the other one does not"
                + " have; found %d positive and %d negative ones",
            positive,
            negative));
  }
}
