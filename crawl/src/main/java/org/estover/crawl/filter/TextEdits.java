package org.estover.crawl.filter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estover.crawl.personal.PersonalSpan;

/**
 * What makes one text of another: places in order, without overlaps.
 *
 * <p>Documents are never rewritten; what filters leave of them, and what stands in the place of
 * personal data, is kept as such edits beside them.
 */
public final class TextEdits {
  /** The rule of an edit that the filters of a profile make. */
  public static final String FILTER = "filter";

  private static final int NONE = -1;

  /** How often a text may be read, on average, to match parts of lines. */
  private static final int COMPARISONS = 8;

  private TextEdits() {}

  /**
   * Returns edits that make the text which filters left of the one that they were given.
   *
   * <p>Filters leave out lines, or parts of lines; so lines that are equal but for white space at
   * their ends are matched in their order, each with the next of its kind, and between these a line
   * with the next that it is a part of. Between matched lines an edit replaces what is not common
   * at both ends. Time and memory grow with the texts.
   */
  public static List<TextEdit> between(String before, String after) {
    List<Line> given = Line.of(before);
    List<Line> left = Line.of(after);
    int[] matches = matches(before, given, after, left);
    List<TextEdit> edits = new ArrayList<>();
    int from = 0;
    int to = 0;
    for (int i = 0; i < matches.length; i++) {
      if (matches[i] != NONE) {
        Line match = given.get(matches[i]);
        Line line = left.get(i);
        addGap(edits, before, from, match.start(), after, to, line.start());
        addGap(edits, before, match.start(), match.end(), after, line.start(), line.end());
        from = match.end();
        to = line.end();
      }
    }
    addGap(edits, before, from, before.length(), after, to, after.length());
    return edits;
  }

  /** Of each line that is left the number of the one that it was made of, if that can be told. */
  private static int[] matches(String before, List<Line> given, String after, List<Line> left) {
    Map<String, Deque<Integer>> known = new HashMap<>();
    for (int i = 0; i < given.size(); i++) {
      known.computeIfAbsent(given.get(i).content(before), any -> new ArrayDeque<>()).add(i);
    }
    int[] matches = new int[left.size()];
    int next = 0;
    for (int i = 0; i < matches.length; i++) {
      Deque<Integer> same = known.get(left.get(i).content(after));
      while (same != null && !same.isEmpty() && same.element() < next) {
        same.remove();
      }
      matches[i] = same == null || same.isEmpty() ? NONE : same.remove();
      next = Math.max(next, matches[i] + 1);
    }
    matchParts(before, given, after, left, matches);
    return matches;
  }

  private static void matchParts(
      String before, List<Line> given, String after, List<Line> left, int[] matches) {
    // Lines that no line is a part of would be compared with all, again and again.
    long budget = COMPARISONS * (long) before.length();
    int end = given.size();
    int[] ends = new int[matches.length];
    for (int i = matches.length - 1; i >= 0; i--) {
      ends[i] = end;
      end = matches[i] == NONE ? end : matches[i];
    }
    int next = 0;
    for (int i = 0; i < matches.length; i++) {
      for (int k = next; matches[i] == NONE && k < ends[i] && budget > 0; k++) {
        budget -= given.get(k).end() - given.get(k).start();
        matches[i] = left.get(i).isPartOf(given.get(k), before, after) ? k : NONE;
      }
      next = Math.max(next, matches[i] + 1);
    }
  }

  /** Adds an edit for what is not common at the ends of two ranges. */
  private static void addGap(
      List<TextEdit> edits, String before, int from, int end, String after, int to, int limit) {
    int start = from;
    int into = to;
    while (start < end && into < limit && before.charAt(start) == after.charAt(into)) {
      start++;
      into++;
    }
    int last = end;
    int lastInto = limit;
    while (last > start
        && lastInto > into
        && before.charAt(last - 1) == after.charAt(lastInto - 1)) {
      last--;
      lastInto--;
    }
    // Halves of a character that both texts share would be cut apart.
    if (start > from && Character.isHighSurrogate(before.charAt(start - 1))) {
      start--;
      into--;
    }
    if (last < end && Character.isLowSurrogate(before.charAt(last))) {
      last++;
      lastInto++;
    }
    if (start < last || into < lastInto) {
      edits.add(new TextEdit(start, last, after.substring(into, lastInto), FILTER));
    }
  }

  /** Returns a text as edits leave it. */
  public static String applied(String text, List<TextEdit> edits) {
    StringBuilder left = new StringBuilder(text.length());
    int from = 0;
    for (TextEdit edit : edits) {
      left.append(text, from, edit.start()).append(edit.replacement());
      from = edit.end();
    }
    return left.append(text, from, text.length()).toString();
  }

  /**
   * Returns edits that do what some do, and then replace personal data in what these leave.
   *
   * @param left the text that the first edits leave
   * @param spans places in that text
   */
  public static List<TextEdit> then(List<TextEdit> edits, String left, List<PersonalSpan> spans) {
    Joining joining = new Joining(left, edits, spans);
    while (joining.hasNext()) {
      joining.next();
    }
    return joining.joined;
  }

  /** Two lists of edits on their way to become one. */
  private static final class Joining {
    private final String left;
    private final List<TextEdit> edits;
    private final List<PersonalSpan> spans;
    private final List<TextEdit> joined = new ArrayList<>();
    private int edit;
    private int span;

    /** What is to be added to a place of the text that is left, for its place in the document. */
    private int shift;

    Joining(String left, List<TextEdit> edits, List<PersonalSpan> spans) {
      this.left = left;
      this.edits = edits;
      this.spans = spans;
    }

    boolean hasNext() {
      return edit < edits.size() || span < spans.size();
    }

    /** Joins the next edit and all that touches it. */
    void next() {
      int firstSpan = span;
      int start = Math.min(editStart(), spanStart());
      int startShift = shift;
      int end = start;
      while (hasNext()) {
        if (editStart() <= spanStart() && touches(editStart(), start, end)) {
          end = Math.max(end, editStart() + edits.get(edit).replacement().length());
          shift += edits.get(edit).end() - edits.get(edit).start();
          shift -= edits.get(edit).replacement().length();
          edit++;
        } else if (spanStart() < editStart() && touches(spanStart(), start, end)) {
          end = Math.max(end, spans.get(span).end());
          span++;
        } else {
          break;
        }
      }
      StringBuilder replacement = new StringBuilder();
      int from = start;
      for (PersonalSpan each : spans.subList(firstSpan, span)) {
        replacement.append(left, from, each.start()).append(each.replacement());
        from = each.end();
      }
      replacement.append(left, from, end);
      String rule = firstSpan < span ? spans.get(firstSpan).kind().label() : FILTER;
      joined.add(new TextEdit(start + startShift, end + shift, replacement.toString(), rule));
    }

    private static boolean touches(int place, int start, int end) {
      return place == start || place < end;
    }

    /** Where the next edit stands in the text that is left. */
    private int editStart() {
      return edit < edits.size() ? edits.get(edit).start() - shift : Integer.MAX_VALUE;
    }

    private int spanStart() {
      return span < spans.size() ? spans.get(span).start() : Integer.MAX_VALUE;
    }
  }

  /** A line that is not blank, without white space at its ends. */
  private record Line(int start, int end) {
    static List<Line> of(String text) {
      List<Line> lines = new ArrayList<>();
      int start = 0;
      for (int at = 0; at <= text.length(); at++) {
        if (at == text.length() || Letters.isLineEnd(text.charAt(at))) {
          int from = start;
          int to = at;
          while (from < to && Letters.isSpace(text.charAt(from))) {
            from++;
          }
          while (to > from && Letters.isSpace(text.charAt(to - 1))) {
            to--;
          }
          if (from < to) {
            lines.add(new Line(from, to));
          }
          start = at + 1;
        }
      }
      return lines;
    }

    String content(String text) {
      return text.substring(start, end);
    }

    /** Whether leaving characters out of another line makes this one. */
    boolean isPartOf(Line whole, String before, String after) {
      int at = start;
      for (int i = whole.start; i < whole.end && at < end; i++) {
        at += before.charAt(i) == after.charAt(at) ? 1 : 0;
      }
      return at == end;
    }
  }
}
