package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.text.TextIndex;

/** All errors of this package, in one place so that their wording can be reviewed. */
final class Errors {
  private Errors() {}

  static NotInReleaseException step(Release release, long step, BatchPlan plan, long steps) {
    return new NotInReleaseException(
        "step "
            + step
            + ": "
            + release.id()
            + " feeds "
            + steps
            + " steps of "
            + plan.sequencesPerStep()
            + " sequences; "
            + (steps == 0 ? "use a smaller batch" : "name a step from 0 to " + (steps - 1)));
  }

  static NotInReleaseException steps(
      Release release, long from, long to, BatchPlan plan, long steps) {
    return new NotInReleaseException(
        "steps "
            + from
            + " up to "
            + to
            + ": "
            + release.id()
            + " feeds "
            + steps
            + " steps of "
            + plan.sequencesPerStep()
            + " sequences; name a range within 0 to "
            + steps);
  }

  static NotInReleaseException position(Release release, long position, long length) {
    return new NotInReleaseException(
        "position "
            + position
            + ": the order of "
            + release.id()
            + " has "
            + length
            + " positions, counted from 0");
  }

  static NotInReleaseException document(Release release, String id) {
    return new NotInReleaseException(
        id
            + ": not a document of "
            + release.id()
            + "; look it up by its URL, or in its successor");
  }

  static NotInReleaseException source(Release release, String source) {
    return new NotInReleaseException(
        "source \""
            + source
            + "\": "
            + release.id()
            + " has "
            + release.content().sources().stream()
                .map(ReleasedSource::name)
                .collect(Collectors.joining(", "))
            + "; name one of these");
  }

  static NotInReleaseException uri(Release release, String uri) {
    return new NotInReleaseException(
        uri + ": no document of " + release.id() + " has this URI; it has to match to the letter");
  }

  static WrongTokenizerException tokenizer(
      Release release, TokenizerIdentity expected, String name, String digest) {
    return new WrongTokenizerException(
        release.id()
            + " was made with tokenizer "
            + expected.name()
            + " of digest "
            + expected.digest()
            + ", this is "
            + name
            + " of digest "
            + digest
            + "; give the tokenizer's own file");
  }

  static CorruptReleaseException otherText(
      Release release, ReleasedShard shard, String document, String problem) {
    return new CorruptReleaseException(
        release.place().nameOf(shard.bin().name()),
        CorruptReleaseException.WHOLE_FILE,
        "the text of " + document + " " + problem,
        "run \"estover verify " + release.place().name() + "\"");
  }

  static NotInReleaseException noTextIndex(Release release, String file) {
    return new NotInReleaseException(
        release.place().nameOf(file)
            + ": "
            + release.id()
            + " has no index of its text; make it with \"estover release prepare --text\"");
  }

  static NotInReleaseException noText(Release release) {
    return new NotInReleaseException(
        "no text to look for in " + release.id() + "; give at least one byte");
  }

  static CorruptReleaseException otherText(Release release, TextIndex index, long place) {
    return Derived.damaged(
        index.name(), "byte " + place + " of the text is in no token of " + release.place().name());
  }

  static IOException shape(Release release, ReleasedShard shard, String what) {
    return new IOException(
        release.place().nameOf(shard.bin().name())
            + ": "
            + what
            + "; the release contradicts itself: run \"estover verify "
            + release.place().name()
            + "\"");
  }

  static ChainLogException chainLine(Path file, long line, String expected, String found) {
    String shown = found.length() > 80 ? found.substring(0, 80) + "..." : found;
    return new ChainLogException(
        file
            + ":"
            + line
            + ": expected "
            + expected
            + ", found \""
            + shown
            + "\"; fetch or make the file again, or cut it before this line");
  }

  static ChainLogException chainTooLong(Path file, int limit) {
    return new ChainLogException(
        file + ": more than " + limit + " values; log the chain every few steps only");
  }

  static ChainLogException chainOfAnother(Path file, String expected, String found) {
    return new ChainLogException(
        file + ": of " + found + ", expected " + expected + "; name the one that belongs to it");
  }

  static ChainLogException chainNotOf(Path file, long steps, Release release) {
    return new ChainLogException(
        file
            + ": its value after "
            + steps
            + " steps is not the one that "
            + release.id()
            + " gives; fetch the file again, or check without it");
  }

  static NotInReleaseException chainBeyond(
      Path file, long found, Release release, BatchPlan plan, long steps) {
    return new NotInReleaseException(
        file
            + ": logged "
            + found
            + " steps of "
            + plan.sequencesPerStep()
            + " sequences, "
            + release.id()
            + " feeds "
            + steps
            + "; cut the log after the first pass");
  }
}
