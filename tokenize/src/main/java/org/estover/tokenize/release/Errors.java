package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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

  static CorruptReleaseException damaged(String file, long block, String problem) {
    return new CorruptReleaseException(
        file, block, problem + " in block " + block + " (" + bytesOf(block) + ")", CURE);
  }

  static CorruptReleaseException corrupt(String file, String problem) {
    return new CorruptReleaseException(file, CorruptReleaseException.WHOLE_FILE, problem, CURE);
  }

  static CorruptReleaseException wrongSize(String file, long expected, long found) {
    long block = Math.min(expected, found) / BlockSums.BLOCK_SIZE;
    return new CorruptReleaseException(
        file, block, "expected " + expected + " bytes, found " + found, CURE);
  }

  static CorruptReleaseException missing(String file) {
    return new CorruptReleaseException(
        file,
        CorruptReleaseException.WHOLE_FILE,
        "the release names this file, but it is not there",
        "fetch it again");
  }

  static CorruptReleaseException noRelease(String folder) {
    return new CorruptReleaseException(
        folder,
        CorruptReleaseException.WHOLE_FILE,
        "no release here: expected a folder with " + Release.MANIFEST,
        "name a release's folder, such as RUN/07-release");
  }

  static RefusedException noReleaseAt(String address) {
    return new RefusedException(
        address
            + ": no release here: the server has no "
            + Release.MANIFEST
            + "; check the address, which is that of the folder with this file");
  }

  static CorruptReleaseException malformed(String file, String problem) {
    return new CorruptReleaseException(
        file,
        CorruptReleaseException.WHOLE_FILE,
        problem,
        "the manifest was not written by this program: ask the trust that published it");
  }

  static FormatTooNewException tooNew(String file, long known, long found) {
    return new FormatTooNewException(
        file
            + ": format version "
            + found
            + ", this program knows versions up to "
            + known
            + "; use a newer estover");
  }

  static NoLookupException noLookup(String release, String what) {
    return new NoLookupException(
        release
            + ": it lists no "
            + what
            + ", as an earlier version made it; \"estover run PLAN\" on its run's folder makes"
            + " 07-release anew, under the same id");
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

  static NoAddressException noAddress(String name, String problem) {
    return new NoAddressException(
        name
            + ": no address of a release: "
            + problem
            + "; give the address of its folder, as in https://example.org/releases/rel_0123/");
  }

  static RefusedException refused(String address, int status) {
    return new RefusedException(
        address
            + ": the server answered with status "
            + status
            + ", expected 206; check the address and whether it needs a login");
  }

  static RefusedException noRanges(String address) {
    return new RefusedException(
        address
            + ": the server answers a range with the whole file; use a server that answers with"
            + " status 206, or fetch the release and name its folder");
  }

  static RefusedException wrongRange(String address, long at, int length, String found) {
    return new RefusedException(
        address
            + ": asked for "
            + length
            + " bytes from "
            + at
            + ", the server sent the range \""
            + found
            + "\"; use a server that serves single ranges, or fetch the release");
  }

  static IOException unreachable(
      String address, long at, int length, int attempts, @Nullable IOException last) {
    return new IOException(
        address
            + ": "
            + length
            + " bytes from "
            + at
            + " could not be fetched in "
            + attempts
            + " attempts ("
            + (last == null ? "no answer" : reason(last))
            + "); check network and address, then try again",
        last);
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
