package org.estover.dedupe.span;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Compares the windows around anchors of one hash, byte by byte: the second half of the search for
 * repeated windows.
 *
 * <p>Law: given all anchors of a hash that {@link AnchorExtractor} reports for a corpus, in
 * ascending order of position, it reports exactly those windows with such an anchor that are equal
 * to another window, whatever the hashes.
 *
 * <p>Few members are compared pair by pair, to the left and to the right of the anchors. Of many,
 * those with the same surroundings are first reduced to one; what is left is compared by windows
 * that begin equally far before their anchors, in a table that verifies its hits. Cost: linear in
 * the windows whose anchors are given, times the length of a window at the worst. Memory: about 100
 * bytes per member, beside the texts. Not thread-safe.
 */
public final class GroupVerifier {
  /** So many members are compared pair by pair at once. */
  private static final int FEW = 6;

  /** So many are after those in the same bytes were reduced to one. */
  private static final int FEW_REDUCED = 64;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int minBytes;
  private final int mostLead;
  private final OwnWindows own;
  private final EqualRanges ranges;

  private byte[][] texts = new byte[16][];
  private int[] anchors = new int[16];
  private int[] lefts = new int[16];
  private int[] rights = new int[16];
  private long[] positions = new long[16];
  private int count;

  private int[] leastLeads = {};
  private int[] mostLeads = {};
  private int[] chosen = {};

  /** Makes a verifier of windows of this length. */
  public GroupVerifier(SpanConfig config) {
    this(config, new AnchorExtractor(config).grams(), new EqualRanges());
  }

  GroupVerifier(SpanConfig config, GramHash grams, EqualRanges ranges) {
    minBytes = config.minBytes();
    mostLead = config.gramsPerWindow() - 1;
    own = new OwnWindows(config, grams);
    this.ranges = ranges;
  }

  /** The bytes before an anchor that its windows may hold. */
  public int bytesBefore() {
    return mostLead;
  }

  /** The bytes from an anchor on that its windows may hold. */
  public int bytesAfter() {
    return minBytes;
  }

  /**
   * Adds an anchor.
   *
   * @param text the text or what stands around the anchor
   * @param anchor the anchor's offset in it
   * @param left how many bytes before the anchor belong to its text; what goes beyond {@link
   *     #bytesBefore} is of no account
   * @param right how many bytes from the anchor on belong to it, likewise
   * @param position the anchor's place in the order of survival; the bytes of its text have the
   *     places before and after
   */
  public void add(byte[] text, int anchor, int left, int right, long position) {
    if (count > 0 && position <= positions[count - 1]) {
      throw new IllegalArgumentException(
          "anchor at " + position + " after one at " + positions[count - 1] + ": not ascending");
    }
    if (count == anchors.length) {
      int capacity = count * 2;
      texts = Arrays.copyOf(texts, capacity);
      anchors = Arrays.copyOf(anchors, capacity);
      lefts = Arrays.copyOf(lefts, capacity);
      rights = Arrays.copyOf(rights, capacity);
      positions = Arrays.copyOf(positions, capacity);
    }
    texts[count] = text;
    anchors[count] = anchor;
    lefts[count] = Math.min(left, mostLead);
    rights[count] = Math.min(right, minBytes);
    positions[count] = position;
    count++;
  }

  /** Reports the repeated windows of the anchors that were added, and forgets these. */
  public void verify(WindowSink sink) {
    if (count > FEW) {
      dropCopiesOfFirst(sink);
    }
    if (count > FEW) {
      reduce(sink);
    }
    if (count > FEW_REDUCED) {
      compareByLead(sink);
    } else {
      comparePairs(sink);
    }
    Arrays.fill(texts, 0, count, null);
    count = 0;
  }

  private void comparePairs(WindowSink sink) {
    for (int member = 1; member < count; member++) {
      for (int earlier = 0; earlier < member; earlier++) {
        comparePair(earlier, member, sink);
      }
    }
  }

  private void comparePair(int earlier, int member, WindowSink sink) {
    byte[] text = texts[earlier];
    byte[] other = texts[member];
    int at = anchors[earlier];
    int otherAt = anchors[member];
    int right = Math.min(rights[earlier], rights[member]);
    int mismatch = Arrays.mismatch(text, at, at + right, other, otherAt, otherAt + right);
    int commonRight = mismatch < 0 ? right : mismatch;
    int left = Math.min(lefts[earlier], lefts[member]);
    int leastLead = minBytes - commonRight;
    if (leastLead > left) {
      return;
    }
    int lead = commonBefore(text, at, other, otherAt, left);
    if (lead >= leastLead) {
      report(earlier, member, leastLead, lead, sink);
    }
  }

  private static int commonBefore(byte[] text, int at, byte[] other, int otherAt, int most) {
    int common = 0;
    while (common + Long.BYTES <= most) {
      int next = common + Long.BYTES;
      long difference = (long) LONGS.get(text, at - next) ^ (long) LONGS.get(other, otherAt - next);
      if (difference != 0) {
        return common + (Long.numberOfLeadingZeros(difference) >>> 3);
      }
      common = next;
    }
    while (common < most && text[at - common - 1] == other[otherAt - common - 1]) {
      common++;
    }
    return common;
  }

  /**
   * The windows that begin from {@code lead} to {@code leastLead} before both anchors are equal.
   */
  private void report(int earlier, int member, int leastLead, int lead, WindowSink sink) {
    sink.repeated(positions[earlier] - lead, positions[earlier] - leastLead);
    sink.repeated(positions[member] - lead, positions[member] - leastLead);
    sink.later(positions[member] - lead, positions[member] - leastLead);
  }

  /** Mostly it is one passage that is repeated so often; to see that takes no table. */
  private void dropCopiesOfFirst(WindowSink sink) {
    byte[] text = texts[0];
    int from = anchors[0] - lefts[0];
    int to = anchors[0] + rights[0];
    int kept = 1;
    for (int member = 1; member < count; member++) {
      int at = anchors[member];
      boolean isCopy =
          lefts[member] == lefts[0]
              && rights[member] == rights[0]
              && Arrays.equals(
                  text, from, to, texts[member], at - lefts[member], at + rights[member]);
      if (isCopy) {
        report(0, member, minBytes - rights[member], lefts[member], sink);
      } else {
        move(member, kept);
        kept++;
      }
    }
    Arrays.fill(texts, kept, count, null);
    count = kept;
  }

  /** Keeps one of the members that stand in the same bytes: all windows of the others are later. */
  private void reduce(WindowSink sink) {
    ranges.clear();
    for (int member = 0; member < count; member++) {
      int left = lefts[member];
      ranges.add(texts[member], anchors[member] - left, left + rights[member]);
    }
    ranges.compare();
    boolean[] copies = new boolean[count];
    for (int member = 0; member < count; member++) {
      int first = ranges.first(member);
      copies[member] = first != member && lefts[first] == lefts[member];
      if (copies[member]) {
        report(first, member, minBytes - rights[member], lefts[member], sink);
      }
    }
    // Only now, as a move overwrites members that are firsts.
    int kept = 0;
    for (int member = 0; member < count; member++) {
      if (!copies[member]) {
        move(member, kept);
        kept++;
      }
    }
    Arrays.fill(texts, kept, count, null);
    count = kept;
    ranges.clear();
  }

  private void move(int member, int to) {
    texts[to] = texts[member];
    anchors[to] = anchors[member];
    lefts[to] = lefts[member];
    rights[to] = rights[member];
    positions[to] = positions[member];
  }

  private void compareByLead(WindowSink sink) {
    if (chosen.length < count) {
      leastLeads = new int[anchors.length];
      mostLeads = new int[anchors.length];
      chosen = new int[anchors.length];
    }
    for (int member = 0; member < count; member++) {
      own.find(texts[member], anchors[member], lefts[member], rights[member]);
      leastLeads[member] = own.leastLead();
      mostLeads[member] = own.mostLead();
    }
    for (int lead = 0; lead <= mostLead; lead++) {
      ranges.clear();
      for (int member = 0; member < count; member++) {
        if (leastLeads[member] <= lead && lead <= mostLeads[member]) {
          chosen[ranges.count()] = member;
          ranges.add(texts[member], anchors[member] - lead, minBytes);
        }
      }
      ranges.compare();
      for (int range = 0; range < ranges.count(); range++) {
        int first = ranges.first(range);
        if (first != range) {
          report(chosen[first], chosen[range], lead, lead, sink);
        }
      }
    }
    ranges.clear();
  }
}
