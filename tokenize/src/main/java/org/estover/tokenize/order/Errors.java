package org.estover.tokenize.order;

import java.nio.file.Path;

/** All operating errors of this package, in one place so that their wording can be reviewed. */
final class Errors {
  /** So much of a line that is not as expected. */
  private static final int SHOWN = 80;

  private Errors() {}

  static OrderException tooFewTokens(long tokens) {
    return new OrderException(
        "the documents of this split hold "
            + tokens
            + " tokens, expected 2 or more; choose a split or a data set with more");
  }

  static OrderException tooShortSequence(int sequenceTokens) {
    return new OrderException(
        "sequences of "
            + sequenceTokens
            + " tokens: the trainers' index code takes from 2 to "
            + (Integer.MAX_VALUE - 1)
            + "; choose another --seq-length");
  }

  static OrderException tooLarge(String what, long count) {
    return new OrderException(
        count
            + " "
            + what
            + ": an index is built in memory and holds at most "
            + RowStarts.LIMIT
            + "; ask for fewer samples or epochs, or cut the data set into several");
  }

  static OrderException foreignDocuments(DocumentRange range, int documents) {
    return new OrderException(
        "documents "
            + range.first()
            + " to "
            + range.end()
            + " of a data set that has "
            + documents
            + "; choose a split that lies inside of it");
  }

  static OrderException nothingFits(int sequenceTokens) {
    return new OrderException(
        "every document is skipped: none has at most "
            + (sequenceTokens + 1)
            + " tokens with something to learn; allow chopped documents or longer sequences"
            + " (GPT-NeoX fails here, or never ends)");
  }

  static OrderException skipsBeyondTheEnd(long samples) {
    return new OrderException(
        "after "
            + samples
            + " samples the last document of a pass is too long: GPT-NeoX leaves its list there"
            + " (IndexError); allow chopped documents or take the document out");
  }

  static OrderException neverReadable(long index) {
    return new OrderException(
        "sample "
            + index
            + " leads to the one sample that GPT-NeoX cannot read, again and again"
            + " (RecursionError); choose another seed or number of samples");
  }

  static OrderException notReadable(long index, long length) {
    return new OrderException(
        "sample " + index + " is outside of 0.." + (length - 1) + "; choose one inside");
  }

  static OrderException floatMissedTheEnd(long rows, long found) {
    return new OrderException(
        "Megatron-Core counts "
            + rows
            + " validation samples in 32-bit floats, but the tokens end in sample "
            + found
            + " and it aborts; drop the last partial sequence, or change --seq-length");
  }

  static OrderException emptyMember(int member) {
    return new OrderException(
        "member "
            + member
            + " of the blend has no sample, of which GPT-NeoX makes a length of -1 and fails; leave"
            + " it out, or ask for more");
  }

  static OrderException oversampled(int member, long requested, long samples) {
    return new OrderException(
        "the blend takes "
            + requested
            + " samples of member "
            + member
            + ", which has "
            + samples
            + "; give it a smaller weight, or a larger surplus");
  }

  static OrderException otherRowSize(Path file, long item, int size, int expected) {
    return new OrderException(
        file
            + ": item "
            + item
            + " has "
            + size
            + " tokens, expected "
            + expected
            + ": this is no preshuffled data set of such rows; check the prefix");
  }

  static OrderException stepOutside(long step, long steps) {
    return new OrderException(
        "step " + step + " is outside of 0.." + (steps - 1) + ", the steps that the data hold");
  }

  static OrderException tooFewSamples(long samples, long needed) {
    return new OrderException(
        "a data set of "
            + samples
            + " samples gives no micro-batch of "
            + needed
            + "; ask for more samples, or a smaller batch");
  }

  static OrderException reserveExhausted(String source, long holes, long reserve, boolean shared) {
    return new OrderException(
        "source "
            + source
            + " lost "
            + holes
            + " sequences of the order, and its reserve has "
            + reserve
            + (shared ? ", some of which stand for dropped sources already" : "")
            + "; nothing was written: train on fewer steps, so that more stays in reserve, or give"
            + " the source a lower weight");
  }

  static OrderException reserveOfOthersExhausted(String source, long holes, long reserve) {
    return new OrderException(
        "source "
            + source
            + " is dropped, as no sequence of it is left; dropped sources lost "
            + holes
            + " sequences of the order, and the reserve of the other sources has "
            + reserve
            + " for them; nothing was written: train on fewer steps, so that more stays in"
            + " reserve, or leave less out");
  }

  static OrderException otherParent(Path file, String expected, String found) {
    return new OrderException(
        file
            + ": made for "
            + found
            + ", expected "
            + expected
            + "; name the release that the order was derived from");
  }

  static OrderException noDerivedOrder(Path file, String found) {
    return new OrderException(
        file
            + ": no derived order of this version, expected "
            + DerivedOrder.NAME
            + ", found "
            + quoted(found)
            + "; name a file that \"estover order derive\" wrote");
  }

  static OrderException folder(Path file) {
    return new OrderException(file + ": a folder, expected a file; name the file");
  }

  /** A line as it was read, or the beginning of a long one. */
  private static String quoted(String line) {
    if (line.isEmpty()) {
      return "the end of the file";
    }
    if (line.length() > SHOWN) {
      return '"' + line.substring(0, SHOWN) + "...\"";
    }
    return line.endsWith("\n")
        ? '"' + line.substring(0, line.length() - 1) + '"'
        : '"' + line + "\" without a line feed";
  }

  /**
   * Damage of a line.
   *
   * @param found the line, with its line feed where it has one; empty at the end of the file
   */
  static CorruptOrderException damagedLine(Path file, long line, String expected, String found) {
    return damaged(file, line, expected, quoted(found));
  }

  static CorruptOrderException damaged(Path file, long line, String expected, String found) {
    return new CorruptOrderException(
        file
            + ":"
            + line
            + ": expected "
            + expected
            + ", found "
            + found
            + "; the file is damaged: make it again");
  }
}
