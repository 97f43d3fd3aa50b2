package org.estover.tokenize.release;

/** One thing that is wrong with a release, as {@link ReleaseVerifier} found it. */
public sealed interface Finding {
  /** The name of the file in the release's folder. */
  String file();

  /** What is wrong, where, and what to do. */
  String message();

  /**
   * A block of a file that is not what it was when the release was sealed.
   *
   * @param block the block of 4 KiB, counted from 0
   */
  record DamagedBlock(String file, long block, String problem) implements Finding {
    @Override
    public String message() {
      return file
          + ": "
          + problem
          + " in block "
          + block
          + " ("
          + Errors.bytesOf(block)
          + "); "
          + Errors.CURE;
    }
  }

  /** A file that the release names and that is not there. */
  record MissingFile(String file) implements Finding {
    @Override
    public String message() {
      return file + ": the release names this file, but it is not there; fetch it again";
    }
  }

  /** A file that is there and that the release does not name. */
  record ExtraFile(String file) implements Finding {
    @Override
    public String message() {
      return file + ": the release does not name this file; remove it";
    }
  }

  /** Intact bytes that say something else than the rest of the release, so somebody wrote them. */
  record Contradiction(String file, String problem) implements Finding {
    @Override
    public String message() {
      return file + ": " + problem + "; this is no transfer error: ask the trust for the release";
    }
  }
}
