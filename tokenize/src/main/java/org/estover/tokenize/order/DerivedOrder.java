package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The same order minus some documents: reserve sequences stand where sequences that read them did,
 * and every other sequence stands where it was.
 *
 * <p>The reserve of a source is what its training never reads: first its sequences at the parent's
 * positions behind the training's last, in their order, then those that its weight left out, in
 * keyed order. A hole takes the next one of <em>its own source</em>, so that the mixture stays what
 * it was; holes are filled by position. Sequences that read removed tokens are no reserve.
 *
 * <p>A source is <em>dropped</em> where each of its sequences reads removed tokens, so that none
 * can stand anywhere. Its holes take, of the next ones of all other sources, the one that is first:
 * by its position in the parent, then by its place in keyed order, then by source. The rest of the
 * mixture stays what it was also then, and dropped sources are replaced by what the reserve holds.
 *
 * <p>Memory O(holes), a look-up O(log holes) in both directions; making one costs a look at every
 * place of a removed sequence, and at every position of the reserve as far as it is needed. Reading
 * one costs a look at every filling, and for each dropped source one at all its slots or at all
 * positions of the training, whichever are fewer. Immutable and thread-safe.
 */
public final class DerivedOrder implements SequenceOrder {
  /** The first word of the file, with the version of the algorithm. */
  public static final String NAME = "estover.derived.v1";

  private static final String ID_PREFIX = "ord_";
  private static final int ID_BYTES = 16;

  /** A number has one spelling. */
  private static final String NUMBER = "(0|[1-9][0-9]{0,17})";

  private static final Pattern FIRST_LINE =
      Pattern.compile(Pattern.quote(NAME) + " ([^ ]+) " + NUMBER + " (0|[1-9][0-9]{0,8})\n");
  private static final Pattern HOLE_LINE =
      Pattern.compile(NUMBER + ' ' + NUMBER + ' ' + NUMBER + ' ' + NUMBER + '\n');

  private final PackedOrder parent;
  private final String releaseId;
  private final long length;
  private final long[] holes;
  private final Slot[] fillings;

  /** Places of fillings by (source, sequence). */
  private final Integer[] bySequence;

  private final String id;

  private DerivedOrder(
      PackedOrder parent, String releaseId, long length, long[] holes, Slot[] fillings) {
    this.parent = parent;
    this.releaseId = releaseId;
    this.length = length;
    this.holes = holes;
    this.fillings = fillings;
    bySequence = new Integer[fillings.length];
    Arrays.setAll(bySequence, i -> i);
    Arrays.sort(
        bySequence,
        Comparator.comparingInt((Integer i) -> fillings[i].sourceIndex())
            .thenComparingLong(i -> fillings[i].sequence()));
    MessageDigest digest = Digests.sha256();
    lines().forEach(line -> digest.update(line.getBytes(StandardCharsets.US_ASCII)));
    id = ID_PREFIX + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  /**
   * Derives the order of a training that must not read some tokens.
   *
   * @param releaseId the release whose order the parent is
   * @param length the positions that the training reads; those behind are reserve
   * @param removed the tokens, in any order
   * @throws OrderException if the reserve of a source does not suffice, or for dropped sources that
   *     of all others; nothing is written then
   */
  public static DerivedOrder without(
      PackedOrder parent, String releaseId, long length, List<RemovedTokens> removed)
      throws OrderException {
    if (length < 0 || length > parent.length()) {
      throw new IllegalArgumentException(length + " positions of " + parent.length());
    }
    RemovedSequences gone = RemovedSequences.of(parent, removed);
    long[] holes = gone.positions(length);
    Slot[] fillings = new Slot[holes.length];
    long[] lost = new long[parent.sources().size()];
    for (int i = 0; i < holes.length; i++) {
      fillings[i] = parent.slot(holes[i]);
      lost[fillings[i].sourceIndex()]++;
    }
    Reserve reserve = new Reserve(parent, length, gone, lost);
    for (int i = 0; i < holes.length; i++) {
      fillings[i] = reserve.take(fillings[i].sourceIndex());
    }
    return new DerivedOrder(parent, releaseId, length, holes, fillings);
  }

  /** The order that this one is derived from. */
  public PackedOrder parent() {
    return parent;
  }

  /** The release whose order the parent is. */
  public String releaseId() {
    return releaseId;
  }

  /** The name of this order, {@code ord_} and 32 hex digits: a digest of what the file says. */
  public String id() {
    return id;
  }

  @Override
  public int sequenceTokens() {
    return parent.sequenceTokens();
  }

  @Override
  public List<WeightedSource> sources() {
    return parent.sources();
  }

  /** The number of positions: those that the training reads. */
  @Override
  public long length() {
    return length;
  }

  @Override
  public long sequenceCount(int sourceIndex) {
    return parent.sequenceCount(sourceIndex);
  }

  @Override
  public int sourceIndex(String name) {
    return parent.sourceIndex(name);
  }

  /** The positions at which another sequence stands than in the parent, ascending. */
  public long[] holes() {
    return holes.clone();
  }

  /** Those of the {@link #holes} that are among the positions [from, to). */
  public long[] holes(long from, long to) {
    int first = holesBefore(from);
    return Arrays.copyOfRange(holes, first, Math.max(first, holesBefore(to)));
  }

  private int holesBefore(long position) {
    int at = Arrays.binarySearch(holes, position);
    return at >= 0 ? at : -at - 1;
  }

  @Override
  public Slot slot(long position) {
    if (position < 0 || position >= length) {
      throw new IndexOutOfBoundsException("position " + position + " of " + length);
    }
    int hole = Arrays.binarySearch(holes, position);
    return hole >= 0 ? fillings[hole] : parent.slot(position);
  }

  @Override
  public long[] positions(int sourceIndex, long sequence) {
    LongStream kept =
        Arrays.stream(parent.positions(sourceIndex, sequence))
            .filter(position -> position < length)
            .filter(position -> !isHole(position));
    LongStream filled =
        Arrays.stream(bySequence, lower(sourceIndex, sequence), lower(sourceIndex, sequence + 1))
            .mapToLong(i -> holes[i]);
    return LongStream.concat(kept, filled).sorted().toArray();
  }

  /** How many fillings come before a sequence, in the order of {@link #bySequence}. */
  private int lower(int sourceIndex, long sequence) {
    int low = 0;
    int high = bySequence.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      Slot slot = fillings[bySequence[middle]];
      boolean before =
          slot.sourceIndex() < sourceIndex
              || (slot.sourceIndex() == sourceIndex && slot.sequence() < sequence);
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Writes what differs from the parent, whatever was there before; see FORMAT.md. */
  public void write(Path file) throws IOException {
    AsciiLines.write(file, lines());
  }

  private Stream<String> lines() {
    String first = NAME + ' ' + releaseId + ' ' + length + ' ' + holes.length + '\n';
    return Stream.concat(Stream.of(first), IntStream.range(0, holes.length).mapToObj(this::line));
  }

  private String line(int hole) {
    Slot slot = fillings[hole];
    return holes[hole]
        + " "
        + slot.sourceIndex()
        + ' '
        + slot.copy()
        + ' '
        + slot.sequence()
        + '\n';
  }

  /**
   * Reads what {@link #write} wrote, and checks that it is an order as {@link #without} makes them:
   * what the holes lost stands nowhere any more, and each took a later one of the reserve of its
   * own source; of another one only where no sequence of the lost source stands anywhere, and then
   * nothing that was passed stands behind. Which tokens were removed the file does not say, so what
   * the reserve left out is not checked: deriving again gives the same id.
   *
   * @throws OrderException if it belongs to another release, or is no derived order
   * @throws CorruptOrderException if it is damaged; names the line
   */
  public static DerivedOrder read(Path file, PackedOrder parent, String releaseId)
      throws IOException {
    try (AsciiLines lines = AsciiLines.open(file)) {
      String first = lines.next();
      Matcher header = FIRST_LINE.matcher(first);
      if (!header.matches()) {
        throw first.isEmpty() || first.startsWith(NAME + " ")
            ? Errors.damagedLine(file, 1, NAME + " RELEASE POSITIONS HOLES", first)
            : Errors.noDerivedOrder(file, first);
      }
      if (!header.group(1).equals(releaseId)) {
        throw Errors.otherParent(file, releaseId, header.group(1));
      }
      long length = Long.parseLong(header.group(2));
      int count = Integer.parseInt(header.group(3));
      if (length > parent.length() || count > length) {
        String most = "at most " + parent.length() + " positions, and no more holes";
        throw Errors.damagedLine(file, 1, most, first);
      }
      DerivedOrder order = read(file, lines, parent, releaseId, length, count);
      order.requireFromReserve(file);
      return order;
    }
  }

  /** Reads the holes. Nothing is made as large as the first line says. */
  private static DerivedOrder read(
      Path file, AsciiLines lines, PackedOrder parent, String releaseId, long length, int count)
      throws IOException {
    LongStream.Builder holes = LongStream.builder();
    List<Slot> fillings = new ArrayList<>();
    long before = -1;
    for (int i = 0; i < count; i++) {
      String line = lines.next();
      Matcher hole = HOLE_LINE.matcher(line);
      if (!hole.matches()) {
        throw Errors.damagedLine(file, i + 2L, "POSITION SOURCE COPY SEQUENCE", line);
      }
      long position = Long.parseLong(hole.group(1));
      long source = Long.parseLong(hole.group(2));
      long sequence = Long.parseLong(hole.group(4));
      boolean known =
          source < parent.sources().size() && sequence < parent.sequenceCount((int) source);
      if (position <= before || position >= length || !known) {
        String expected = "a later position, and a sequence of the parent";
        throw Errors.damagedLine(file, i + 2L, expected, line);
      }
      holes.add(position);
      fillings.add(parent.slotOf((int) source, Long.parseLong(hole.group(3)), sequence));
      before = position;
    }
    String behind = lines.next();
    if (!behind.isEmpty()) {
      throw Errors.damagedLine(file, count + 2L, "the end of the file", behind);
    }
    return new DerivedOrder(
        parent, releaseId, length, holes.build().toArray(), fillings.toArray(Slot[]::new));
  }

  private void requireFromReserve(Path file) throws CorruptOrderException {
    boolean[] dropped = dropped();
    long[] last = new long[parent.sources().size()];
    Arrays.fill(last, -1);
    long passed = -1;
    int passedSource = -1;
    for (int i = 0; i < holes.length; i++) {
      Slot lost = parent.slot(holes[i]);
      if (positions(lost.sourceIndex(), lost.sequence()).length > 0) {
        throw Errors.damagedLine(
            file,
            i + 2,
            "a position whose sequence, "
                + lost.sequence()
                + " of source "
                + lost.source()
                + ", stands nowhere any more",
            line(i));
      }
      int source = fillings[i].sourceIndex();
      boolean ofReserve =
          dropped[lost.sourceIndex()] ? !dropped[source] : source == lost.sourceIndex();
      long rank = ofReserve ? rank(fillings[i]) : -1;
      if (rank <= last[source] || rank < passed || (rank == passed && source <= passedSource)) {
        String whose =
            dropped[lost.sourceIndex()]
                ? "the sources that are not dropped"
                : "source " + lost.source();
        throw Errors.damagedLine(file, i + 2, "a later one of the reserve of " + whose, line(i));
      }
      last[source] = rank;
      if (dropped[lost.sourceIndex()]) {
        // It was the first of all that were left, so no later hole takes one before it.
        passed = rank;
        passedSource = source;
      }
    }
  }

  /** Which sources lost all of their positions, and one of these to another source. */
  private boolean[] dropped() {
    boolean[] dropped = new boolean[parent.sources().size()];
    for (int i = 0; i < holes.length; i++) {
      int lost = parent.slot(holes[i]).sourceIndex();
      dropped[lost] |= fillings[i].sourceIndex() != lost;
    }
    for (int source = 0; source < dropped.length; source++) {
      dropped[source] = dropped[source] && !stands(source);
    }
    return dropped;
  }

  /** Whether the training reads a sequence of a source where the parent has one of it. */
  private boolean stands(int source) {
    long slots = parent.slotCount(source);
    return slots < length
        ? LongStream.range(0, slots)
            .map(index -> parent.positionOfSlot(source, index))
            .anyMatch(position -> position < length && !isHole(position))
        : LongStream.range(0, length)
            .anyMatch(
                position -> !isHole(position) && parent.slot(position).sourceIndex() == source);
  }

  private boolean isHole(long position) {
    return Arrays.binarySearch(holes, position) >= 0;
  }

  /** Ascends in the order in which a reserve is used; -1 for what is not in it. */
  private long rank(Slot slot) {
    for (long position : parent.positions(slot.sourceIndex(), slot.sequence())) {
      if (position >= length && parent.slot(position).copy() == slot.copy()) {
        return position;
      }
    }
    long unused = parent.unusedIndex(slot.sourceIndex(), slot.sequence());
    return slot.copy() == 0 && unused >= 0 ? parent.length() + unused : -1;
  }
}
