package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.stream.Collectors;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.release.TokenizerIdentity;

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

  static IOException shape(Release release, ReleasedShard shard, String what) {
    return new IOException(
        release.place().nameOf(shard.bin().name())
            + ": "
            + what
            + "; the release contradicts itself: run \"estover verify "
            + release.place().name()
            + "\"");
  }
}
