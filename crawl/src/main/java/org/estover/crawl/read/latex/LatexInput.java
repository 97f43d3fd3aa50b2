package org.estover.crawl.read.latex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The characters of a source: files and the bodies of macros, each read where it was called.
 *
 * <p>A stack of texts, of which the innermost is read to its end before the one below goes on. What
 * may be pushed is bounded in depth and in sum, so that neither a macro that calls itself nor a
 * chain of macros that double each other takes more time than a few times the source's length.
 */
final class LatexInput {
  /** No more character. */
  static final int END = -1;

  private static final int MAX_FRAMES = 200;
  private static final int MAX_FILES = 30;

  /** How often a macro may stand in its own argument. */
  private static final int MAX_SAME = 8;

  private static final long FREE_CHARS = 4L << 20;
  private static final long MAX_CHARS = 64L << 20;
  private static final int FACTOR = 16;

  private final Deque<Frame> frames = new ArrayDeque<>();
  private long left;
  private int files;

  /**
   * A source with some files.
   *
   * @param sourceChars how long all files are together
   */
  LatexInput(long sourceChars) {
    this.left = Math.min(MAX_CHARS, FREE_CHARS + FACTOR * sourceChars);
  }

  /** A text that is being read; {@code owner} is a file's name or a macro's with its backslash. */
  private static final class Frame {
    private final String text;
    private final String owner;
    private final boolean file;
    private int at;

    Frame(String text, String owner, boolean file) {
      this.text = text;
      this.owner = owner;
      this.file = file;
    }
  }

  /** Reads a file next, unless it is being read already or too many are. */
  boolean pushFile(String name, String text) throws LatexLimitException {
    if (files == MAX_FILES || frames.size() >= MAX_FRAMES || count(name) > 0) {
      return false;
    }
    spend(text.length());
    frames.push(new Frame(text, name, true));
    files++;
    return true;
  }

  /** Reads the body of a macro next, unless it is a part of itself too often. */
  boolean pushMacro(String name, String body) throws LatexLimitException {
    if (!takesMacro(name)) {
      return false;
    }
    push(body, name);
    return true;
  }

  /** Whether a macro is not a part of itself too often. */
  boolean takesMacro(String name) {
    return frames.size() < MAX_FRAMES && count(name) < MAX_SAME;
  }

  /** Forgets what is left of a document that has ended; the next one has what that did not use. */
  void clear() {
    frames.clear();
    files = 0;
  }

  /** Reads a piece of text next. */
  void push(String text) throws LatexLimitException {
    push(text, "");
  }

  private void push(String text, String owner) throws LatexLimitException {
    if (frames.size() > 2 * MAX_FRAMES) {
      throw new LatexLimitException("latex-too-deep");
    }
    // An empty body takes time as well.
    spend(text.length() + 16L);
    frames.push(new Frame(text, owner, false));
  }

  /** Takes characters from what may be read. */
  void spend(long chars) throws LatexLimitException {
    checkLeft(chars);
    left -= chars;
  }

  /** Throws where so many characters are more than may still be read. */
  void checkLeft(long chars) throws LatexLimitException {
    if (chars > left) {
      throw new LatexLimitException("latex-macro-bomb");
    }
  }

  private int count(String owner) {
    int count = 0;
    for (Frame frame : frames) {
      count += frame.owner.equals(owner) ? 1 : 0;
    }
    return count;
  }

  /** The file that is being read, or "". */
  String file() {
    for (Frame frame : frames) {
      if (frame.file) {
        return frame.owner;
      }
    }
    return "";
  }

  /** Leaves the file that is being read; false where none is below it. */
  boolean leaveFile() {
    Iterator<Frame> each = frames.iterator();
    while (each.hasNext()) {
      boolean file = each.next().file;
      each.remove();
      if (file) {
        files--;
        break;
      }
    }
    return files > 0;
  }

  /** The next character, which stays, or {@link #END}. */
  int peek() {
    Frame frame = frames.peek();
    while (frame != null && frame.at == frame.text.length()) {
      files -= frame.file ? 1 : 0;
      frames.pop();
      frame = frames.peek();
    }
    return frame == null ? END : frame.text.charAt(frame.at);
  }

  /** The next character, or {@link #END}. */
  int next() {
    int c = peek();
    if (c != END) {
      frames.element().at++;
    }
    return c;
  }

  /** The next character of the same file or body, which stays, or {@link #END} at its end. */
  int peekHere() {
    return peekHere(0);
  }

  /** A later character of the same file or body. */
  int peekHere(int distance) {
    Frame frame = frames.peek();
    return frame == null || frame.at + distance >= frame.text.length()
        ? END
        : frame.text.charAt(frame.at + distance);
  }

  /** Whether the same file or body goes on with a text. */
  boolean startsWith(String text) {
    Frame frame = frames.peek();
    return frame != null && frame.text.startsWith(text, frame.at);
  }

  void skip(int chars) {
    Frame frame = frames.element();
    frame.at = Math.min(frame.text.length(), frame.at + chars);
  }

  /** What stands before a mark in the same file or body, or the rest of it; the mark goes too. */
  String through(String mark) {
    Frame frame = frames.peek();
    if (frame == null) {
      return "";
    }
    int end = frame.text.indexOf(mark, frame.at);
    String text = frame.text.substring(frame.at, end < 0 ? frame.text.length() : end);
    frame.at = end < 0 ? frame.text.length() : end + mark.length();
    return text;
  }
}
