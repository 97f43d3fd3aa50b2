package org.estover.tokenize.release;

import java.nio.file.Path;

/** All errors of this package, in one place so that their wording can be reviewed. */
final class Errors {
  static final String CURE =
      "the file is damaged: fetch it again, or remove 06-shard and 07-release from its run and"
          + " \"estover run PLAN\" redoes only these";

  private Errors() {}

  static String bytesOf(long block) {
    long first = block * BlockSums.BLOCK_SIZE;
    return "bytes " + first + "-" + (first + BlockSums.BLOCK_SIZE - 1);
  }

  static CorruptReleaseException damaged(Path file, long block, String problem) {
    return new CorruptReleaseException(
        file.toString(), block, problem + " in block " + block + " (" + bytesOf(block) + ")", CURE);
  }

  static CorruptReleaseException corrupt(Path file, String problem) {
    return new CorruptReleaseException(
        file.toString(), CorruptReleaseException.WHOLE_FILE, problem, CURE);
  }

  static CorruptReleaseException wrongSize(Path file, long expected, long found) {
    long block = Math.min(expected, found) / BlockSums.BLOCK_SIZE;
    return new CorruptReleaseException(
        file.toString(), block, "expected " + expected + " bytes, found " + found, CURE);
  }

  static CorruptReleaseException missing(Path file) {
    return new CorruptReleaseException(
        file.toString(),
        CorruptReleaseException.WHOLE_FILE,
        "the release names this file, but it is not there",
        "fetch it again");
  }

  static CorruptReleaseException noRelease(Path folder) {
    return new CorruptReleaseException(
        folder.toString(),
        CorruptReleaseException.WHOLE_FILE,
        "no release here: expected a folder with " + Release.MANIFEST,
        "name a release's folder, such as RUN/07-release");
  }

  static CorruptReleaseException malformed(Path file, String problem) {
    return new CorruptReleaseException(
        file.toString(),
        CorruptReleaseException.WHOLE_FILE,
        problem,
        "the manifest was not written by this program: ask the trust that published it");
  }

  static FormatTooNewException tooNew(Path file, long known, long found) {
    return new FormatTooNewException(
        file
            + ": format version "
            + found
            + ", this program knows versions up to "
            + known
            + "; use a newer estover");
  }

  static ReleaseConflictException conflict(Path folder, String sealed, String offered) {
    return new ReleaseConflictException(
        folder
            + ": holds the sealed release "
            + sealed
            + ", which differs from the one to seal, "
            + offered
            + "; a sealed release is never replaced: publish into another folder");
  }
}
