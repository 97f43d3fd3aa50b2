package org.estover.tokenize.text;

import java.io.IOException;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.Derived;

/** All errors of this package, in one place so that their wording can be reviewed. */
final class Errors {
  private Errors() {}

  static CorruptReleaseException bucket(String file, int bucket, long at, String problem) {
    return Derived.damaged(file, "bucket " + bucket + " at byte " + at + ": " + problem);
  }

  static CorruptReleaseException row(String file, int block, long row, int rows) {
    return Derived.damaged(
        file, "block " + block + " leads to row " + row + ", expected one of " + rows);
  }

  static CorruptReleaseException walk(String file, int block, int row) {
    return Derived.damaged(
        file,
        "block "
            + block
            + ": no place is known within "
            + Bucket.SAMPLE_STEP
            + " steps from row "
            + row);
  }

  static CorruptReleaseException shape(String file, String problem) {
    return Derived.damaged(file, problem);
  }

  static CorruptReleaseException notOf(String file, String what, String found, String expected) {
    return Derived.damaged(file, "made of " + what + " " + found + ", expected " + expected);
  }

  static IOException noText(String file, long token, int id, String problem) {
    return new IOException(
        file
            + ": token "
            + token
            + " has the id "
            + id
            + ", "
            + problem
            + "; give the tokenizer that made the release, or leave its text without an index");
  }

  static CorruptReleaseException unfinished(String file) {
    return new CorruptReleaseException(
        file,
        CorruptReleaseException.WHOLE_FILE,
        "the last document has no end of text",
        "the release contradicts itself: verify it with \"estover verify\"");
  }

  static IOException tooLong(String file, long token, int limit) {
    return new IOException(
        file
            + ": the document of token "
            + token
            + " has more than "
            + limit
            + " bytes of text, the most that can be indexed; drop such documents by the plan's"
            + " max-document");
  }
}
