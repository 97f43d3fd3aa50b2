package org.estover.tokenize.reconstruct;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.Intervention;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.release.Swap;
import org.estover.tokenize.release.TokenizerIdentity;
import org.estover.tokenize.text.TextIndex;

/** All errors of this package, in one place so that their wording can be reviewed. */
final class Errors {
  private Errors() {}

  /** What an error of the file system says, whose message often names no more than the file. */
  static String noFile(FileSystemException e) {
    String reason = e.getReason();
    if (e instanceof NoSuchFileException) {
      reason = "no such file or folder";
    } else if (e instanceof AccessDeniedException) {
      reason = "permission denied";
    }
    return e.getFile()
        + ": "
        + (reason == null ? "reading or writing failed" : reason)
        + "; check its name, its permissions and the disk's space";
  }

  static String outputLost() {
    return "standard output: not all of the answer could be written; check the disk's space, or who"
        + " reads it, and ask again";
  }

  static IllegalArgumentException noNumber(String name, String text, String range) {
    return new IllegalArgumentException(
        name + " \"" + text + "\": expected a whole number" + range);
  }

  static NotInReleaseException step(Reconstruct release, long step, BatchPlan plan, long steps) {
    return new NotInReleaseException(
        "step "
            + step
            + ": "
            + release.dataId()
            + " feeds "
            + steps
            + " steps of "
            + plan.sequencesPerStep()
            + " sequences; "
            + (steps == 0 ? noStep(release) : "name a step from 0 to " + (steps - 1)));
  }

  /** What to do where a release feeds no step. */
  private static String noStep(Reconstruct release) {
    long sequences = release.order().length();
    if (sequences == 0 && release.derivedOrder().isPresent()) {
      return "the order was derived for no step: derive it for more with --steps";
    }
    return sequences == 0
        ? "no source fills a sequence: shard the corpus with a smaller sequence-tokens"
        : "it has " + sequences + " in all: name a batch of as many or fewer";
  }

  static NotInReleaseException steps(
      Reconstruct release, long from, long to, BatchPlan plan, long steps) {
    return new NotInReleaseException(
        "steps "
            + from
            + " up to "
            + to
            + ": "
            + release.dataId()
            + " feeds "
            + steps
            + " steps of "
            + plan.sequencesPerStep()
            + " sequences; "
            + (steps == 0 ? noStep(release) : "name a range within 0 to " + steps));
  }

  static NotInReleaseException position(Reconstruct release, long position, long length) {
    return new NotInReleaseException(
        "position "
            + position
            + ": the order of "
            + release.dataId()
            + " has "
            + length
            + " positions, counted from 0");
  }

  static NotInReleaseException noDerivedOrder(Release intervention, String parent) {
    return new NotInReleaseException(
        intervention.id()
            + ": an intervention, which changes what its own order reads and nothing else; name its"
            + " parent, "
            + parent
            + ", with the order that was derived from it");
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

  static NotInReleaseException documentsOfParent(Release release, Intervention intervention) {
    return new NotInReleaseException(
        release.id()
            + " has no documents of its own: it is an intervention in "
            + intervention.parent()
            + " that changes what steps from "
            + intervention.fromStep()
            + " on read; name the parent for its documents and their text, and for what was read"
            + " ask by step, or for the rows in training order (\"--to preshuffled\")");
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
            + "; name its own tokenizer.json with --tokenizer, each time: a release keeps only the"
            + " digest");
  }

  static CorruptReleaseException otherText(
      Release release, ReleasedShard shard, String document, String problem) {
    return contradiction(release, shard.bin().name(), "the text of " + document + " " + problem);
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

  static CorruptReleaseException shape(Release release, ReleasedShard shard, String what) {
    return contradiction(release, shard.bin().name(), what);
  }

  static CorruptReleaseException noToken(Release release, int token) {
    return contradiction(
        release,
        Release.MANIFEST,
        "a shard has token " + token + ", which the release's tokenizer does not know");
  }

  /** Bytes that are intact, but cannot be what they are said to be. */
  private static CorruptReleaseException contradiction(Release release, String file, String what) {
    return new CorruptReleaseException(
        release.place().nameOf(file),
        CorruptReleaseException.WHOLE_FILE,
        what,
        "the release contradicts itself: run \"estover verify " + release.place().name() + "\"");
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
        file
            + ": of "
            + found
            + ", expected "
            + expected
            + "; name the one that belongs to it, a derived order with --order");
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
      Path file, long found, Reconstruct release, BatchPlan plan, long steps) {
    return new NotInReleaseException(
        file
            + ": logged "
            + found
            + " steps of "
            + plan.sequencesPerStep()
            + " sequences, "
            + release.dataId()
            + " feeds "
            + steps
            + "; cut the log after the first pass");
  }

  static StudyException badTerm(Path file, long line, int size) {
    return new StudyException(
        file
            + ":"
            + line
            + ": a term of "
            + size
            + " bytes, expected 1 to "
            + Terms.TERM_SIZE_LIMIT
            + "; write a term a line, or several between tabs that are counted together, too");
  }

  static StudyException tooLarge(Path file, long size, long limit) {
    return new StudyException(
        file + ": " + size + " bytes, expected at most " + limit + "; cut it into several files");
  }

  static StudyException noUtf8(Path file, long line) {
    return new StudyException(
        file + ":" + line + ": bytes that are no UTF-8; save the file as UTF-8, and try again");
  }

  static StudyException termTwice(Path file, long line) {
    return new StudyException(
        file + ":" + line + ": names a term twice, expected terms that differ; remove one of them");
  }

  static StudyException badTerms(Path file, int count) {
    return new StudyException(
        file
            + ": "
            + count
            + " terms, expected 1 to "
            + Terms.COUNT_LIMIT
            + "; write one a line, and more of them into another file");
  }

  static StudyException sequencesTooLong(Release release, int limit) {
    return new StudyException(
        release.id()
            + " has sequences of "
            + release.content().order().sequenceTokens()
            + " tokens; terms are counted in sequences of at most "
            + limit
            + "; shard the corpus with shorter ones");
  }

  static StudyException otherRelease(String expected, String found) {
    return new StudyException(
        "the study is one of "
            + expected
            + ", found "
            + found
            + "; name the release it was made from, a derived order with --order");
  }

  static StudyException windowTooLong(Release release, MemorizeStudy study, int length) {
    return new StudyException(
        study.promptTokens()
            + " and "
            + study.continuationTokens()
            + " tokens from token "
            + study.first()
            + " on: the sequences of "
            + release.id()
            + " have "
            + length
            + " tokens; ask for fewer");
  }

  static StudyException badStudy(Path file, String problem) {
    return new StudyException(
        file + ": no study: " + problem + "; \"estover memorize prompts\" writes such folders");
  }

  static StudyException otherShape(Path file, long[] shape, MemorizeStudy study) {
    return new StudyException(
        file
            + ": an array of shape "
            + Arrays.toString(shape)
            + ", expected ["
            + study.rows()
            + ", "
            + study.continuationTokens()
            + "], or with the prompts before it ["
            + study.rows()
            + ", "
            + study.tokens()
            + "]; let the model answer all prompts of the study, in their order");
  }

  static StudyException otherPrompt(Path file, long row, int column, int expected, long found) {
    return new StudyException(
        file
            + ": row "
            + row
            + " has token "
            + found
            + " in column "
            + column
            + ", expected "
            + expected
            + " as in the prompt; keep the rows in the order of the prompts");
  }

  static StudyException badPair(Path file, long line, String found) {
    return new StudyException(
        file
            + ":"
            + line
            + ": expected two texts that differ, with a tab between them, found \""
            + (found.length() > 80 ? found.substring(0, 80) + "..." : found)
            + "\"; correct or remove the line");
  }

  static StudyException pairTwice(Path file, long line, String text) {
    return new StudyException(
        file
            + ":"
            + line
            + ": \""
            + text
            + "\" is replaced by an earlier line already; remove one of them");
  }

  static StudyException noPairs(Path file) {
    return new StudyException(
        file
            + ": no pair; write what is replaced, a tab and what stands there then, a pair a line");
  }

  static StudyException sameText(Release release, String text, String other) {
    return new StudyException(
        "\""
            + text
            + "\" and \""
            + other
            + "\" are one text to the tokenizer of "
            + release.id()
            + ", "
            + release.content().tokenizer().name()
            + "; remove one of the pairs");
  }

  static StudyException interventionAlready(Release release, Intervention intervention) {
    return new StudyException(
        release.id()
            + " is an intervention in "
            + intervention.parent()
            + " itself; name that release, and give all pairs at once");
  }

  static StudyException nothingToSwap(Release release, long fromStep) {
    return new StudyException(
        "nothing that "
            + release.id()
            + " feeds from step "
            + fromStep
            + " on holds any of the texts; nothing was written: check their spelling, or choose an"
            + " earlier step");
  }

  static StudyException unequal(
      Release release, Swap pair, String document, SwapFinder.Window window) {
    String becomes =
        window.after().length == 0 ? "no tokens of that text" : window.after().length + " tokens";
    return new StudyException(
        document
            + ", token "
            + window.from()
            + ": \""
            + pair.from()
            + "\" is in "
            + window.before().length
            + " tokens of "
            + release.id()
            + ", with \""
            + pair.to()
            + "\" they become "
            + becomes
            + ", and all that follows would move; nothing was written: remove the pair, or leave"
            + " such places as they are with --keep-unequal");
  }
}
