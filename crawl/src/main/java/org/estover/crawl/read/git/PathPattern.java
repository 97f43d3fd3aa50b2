package org.estover.crawl.read.git;

import java.util.Arrays;

/**
 * Paths that a pattern with stars fits. All ways to fit are followed at once, so that the time is
 * that of the pattern's length times the path's at most, whatever somebody wrote.
 */
final class PathPattern {
  /** A star that fits all but slashes. */
  private static final int NAME = -1;

  /** A star that fits everything. */
  private static final int ANY = -2;

  private final String prefix;
  private final int[] rest;

  private PathPattern(String prefix, int[] rest) {
    this.prefix = prefix;
    this.rest = rest;
  }

  /**
   * A pattern in which {@code **} fits everything.
   *
   * @param folder what the paths begin with, in which a star is one
   * @param starsCross whether {@code *} fits slashes as well
   */
  static PathPattern of(String folder, String glob, boolean starsCross) {
    int star = glob.indexOf('*');
    if (star < 0) {
      return new PathPattern(folder + glob, new int[0]);
    }
    int[] rest = new int[glob.length() - star];
    int length = 0;
    for (int i = star; i < glob.length(); i++) {
      boolean twice = glob.startsWith("**", i);
      rest[length] = glob.charAt(i) != '*' ? glob.charAt(i) : twice || starsCross ? ANY : NAME;
      length++;
      i += twice ? 1 : 0;
    }
    return new PathPattern(folder + glob.substring(0, star), Arrays.copyOf(rest, length));
  }

  boolean matches(String path) {
    if (!path.startsWith(prefix)) {
      return false;
    }
    // Which parts of the pattern may come next.
    boolean[] next = new boolean[rest.length + 1];
    next[0] = true;
    passStars(next);
    for (int i = prefix.length(); i < path.length(); i++) {
      if (!take(next, path.charAt(i))) {
        return false;
      }
      passStars(next);
    }
    return next[rest.length];
  }

  /** Takes a character; returns whether the pattern fits so far. */
  private boolean take(boolean[] next, char c) {
    boolean fits = false;
    for (int at = rest.length; at >= 0; at--) {
      boolean stays =
          next[at] && at < rest.length && (rest[at] == ANY || (rest[at] == NAME && c != '/'));
      next[at] = stays || (at > 0 && next[at - 1] && rest[at - 1] == c);
      fits |= next[at];
    }
    return fits;
  }

  /** A star may fit nothing. */
  private void passStars(boolean[] next) {
    for (int at = 0; at < rest.length; at++) {
      next[at + 1] |= next[at] && rest[at] < 0;
    }
  }
}
