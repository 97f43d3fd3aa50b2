package org.estover.licensing.portal.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.estover.ledger.log.AccessSegmentSealed;
import org.estover.ledger.log.DurableFiles;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.InclusionProof;
import org.estover.ledger.log.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The record of who did what and read what: events appended to segments, of which each closed one
 * is sealed by its root in the trust's log, so that nothing in it can be changed afterwards.
 *
 * <p>Idea: events are too many to be log entries. They are lines of canonical JSON in files named
 * by the position of their first event; a segment is closed at a number of events or at an age, its
 * RFC 6962 root is logged as {@link AccessSegmentSealed}, and a {@code .seal} beside the file says
 * where. A segment's id follows from the one before it and its root, so that sealing again after a
 * kill writes nothing twice. An event survives a kill of the process when {@link #append} returns,
 * and a power cut when {@link #tend} has run since. After the first write that fails nothing more
 * is recorded; a new process cuts the torn tail and goes on. Memory: 32 bytes an event of the
 * segments that are not sealed, and a few hundred a sealed one. Thread-safe.
 */
public final class SegmentLog implements AutoCloseable {
  private static final String LINES = ".jsonl";
  private static final String SEAL = ".seal";
  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  private final Path folder;
  private final Clock clock;
  private final Limits limits;
  private final Sealer sealer;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock sealing = new ReentrantLock();

  /** Closed segments by the position of their first event. */
  private final TreeMap<Long, Segment> closed = new TreeMap<>();

  private final List<Hash> leaves = new ArrayList<>();
  private long first;
  private long bytes;
  private Instant begun = Instant.EPOCH;
  private @Nullable FileChannel channel;
  private boolean unsynced;
  private @Nullable IOException failure;

  /** Writes into the trust's log that a segment was sealed. */
  @FunctionalInterface
  public interface Sealer {
    /** Records it, once however often it is asked, and says at which index. */
    long seal(AccessSegmentSealed segment) throws IOException;
  }

  /**
   * When a segment is closed.
   *
   * @param events at this many events
   * @param age or this long after its first event
   */
  public record Limits(int events, Duration age) {

    /** Ten thousand events or an hour. */
    public static final Limits USUAL = new Limits(10_000, Duration.ofHours(1));
  }

  private SegmentLog(Path folder, Clock clock, Limits limits, Sealer sealer) {
    this.folder = folder;
    this.clock = clock;
    this.limits = limits;
    this.sealer = sealer;
  }

  /**
   * Opens the log in a folder, which is made where absent; an unfinished last line is cut off, and
   * a segment that was not closed goes on.
   *
   * @throws CorruptActivityException if a file is missing, or a line was changed
   */
  public static SegmentLog open(Path folder, Clock clock, Limits limits, Sealer sealer)
      throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    SegmentLog log = new SegmentLog(folder, clock, limits, sealer);
    log.recover();
    return log;
  }

  private void recover() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(file -> file.toString().endsWith(LINES)).sorted().toList();
    }
    for (Path file : files) {
      if (!file.getFileName().toString().equals(name(first) + LINES)) {
        throw new CorruptActivityException(
            file + ": the event of position " + first + " should follow; restore the file of it");
      }
      Path seal = folder.resolve(name(first) + SEAL);
      if (Files.exists(seal)) {
        Segment segment = Segment.fromJson(JsonObject.parse(Files.readAllBytes(seal)));
        closed.put(first, segment);
        first = segment.end();
      } else {
        boolean last = file.equals(files.get(files.size() - 1));
        resume(file, last);
        if (!last || isFull()) {
          roll();
        }
      }
    }
  }

  /** Takes up the events of a file that is not sealed. */
  private void resume(Path file, boolean last) throws IOException {
    byte[] content = Files.readAllBytes(file);
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        ActivityEvent event = parse(file, first + leaves.size(), content, start, i);
        if (leaves.isEmpty()) {
          begun = event.at();
        }
        leaves.add(event.leaf());
        bytes += event.activity().bytes();
        start = i + 1;
      }
    }
    if (start < content.length && !last) {
      throw new CorruptActivityException(file + ": ends within a line, at byte " + start);
    }
    FileChannel open = FileChannel.open(file, APPEND);
    open.truncate(start);
    open.force(true);
    channel = open;
  }

  private static ActivityEvent parse(Path file, long position, byte[] content, int from, int to)
      throws CorruptActivityException {
    try {
      ActivityEvent event =
          ActivityEvent.fromJson(JsonObject.parse(Arrays.copyOfRange(content, from, to)));
      if (event.position() == position) {
        return event;
      }
      throw new CorruptActivityException(
          file + ": byte " + from + ": event " + event.id() + " instead of position " + position);
    } catch (IllegalArgumentException e) {
      throw new CorruptActivityException(
          file + ": byte " + from + ": " + e.getMessage() + "; restore the file from a backup");
    }
  }

  private static String name(long position) {
    return String.format(Locale.ROOT, "%012d", position);
  }

  /**
   * Records what was done.
   *
   * @throws IOException if it could not be written, or an earlier one could not
   */
  public ActivityEvent append(Activity activity) throws IOException {
    lock.lock();
    try {
      if (failure != null) {
        throw new IOException(
            "the activity log is stopped since a write failed; see to " + folder + " and restart",
            failure);
      }
      ActivityEvent event = new ActivityEvent(size(), clock.instant(), activity);
      boolean done = false;
      try {
        write(event);
        if (leaves.isEmpty()) {
          begun = event.at();
        }
        leaves.add(event.leaf());
        bytes += activity.bytes();
        unsynced = true;
        if (isFull()) {
          roll();
        }
        done = true;
      } catch (IOException e) {
        failure = e;
        throw e;
      } finally {
        if (!done && failure == null) {
          failure = new IOException("a write was broken off");
        }
      }
      return event;
    } finally {
      lock.unlock();
    }
  }

  private void write(ActivityEvent event) throws IOException {
    FileChannel open = channel;
    if (open == null) {
      Path file = folder.resolve(name(first) + LINES);
      open =
          FileChannel.open(
              file,
              APPEND,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      channel = open;
    }
    ByteBuffer line = ByteBuffer.wrap((event.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      open.write(line);
    }
  }

  private boolean isFull() {
    return leaves.size() >= limits.events()
        || (!leaves.isEmpty() && !clock.instant().isBefore(begun.plus(limits.age())));
  }

  /** Closes the segment, so that the next event begins another. */
  private void roll() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      open.force(true);
      open.close();
    }
    channel = null;
    unsynced = false;
    if (!leaves.isEmpty()) {
      String previous = closed.isEmpty() ? "" : closed.lastEntry().getValue().sealed().segmentId();
      Segment segment = Segment.of(first, previous, leaves, bytes, clock.instant());
      closed.put(first, segment);
      first = segment.end();
      leaves.clear();
      bytes = 0;
    }
  }

  /** Makes what was recorded durable, and closes a segment that is old enough. */
  public void tend() throws IOException {
    lock.lock();
    try {
      if (isFull()) {
        roll();
      }
      FileChannel open = channel;
      if (unsynced && open != null) {
        open.force(false);
        unsynced = false;
      }
    } catch (IOException e) {
      // What was not synced may be lost, and a second try would not say so.
      failure = e;
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Seals the closed segments that are not sealed yet.
   *
   * @throws IOException as the sealer says; a later call seals them then
   */
  public void seal() throws IOException {
    sealing.lock();
    try {
      for (Segment segment : segments()) {
        if (!segment.isSealed()) {
          Segment sealed = segment.sealedAt(sealer.seal(segment.sealed()));
          byte[] text = sealed.toJson().toString().getBytes(StandardCharsets.UTF_8);
          DurableFiles.onDisk().publish(folder.resolve(name(segment.first()) + SEAL), text, true);
          lock.lock();
          try {
            closed.put(sealed.first(), sealed);
          } finally {
            lock.unlock();
          }
        }
      }
    } finally {
      sealing.unlock();
    }
  }

  /** How many events were recorded; the next one's position. */
  public long size() {
    lock.lock();
    try {
      return first + leaves.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a write failed, so that nothing is recorded any more. */
  public boolean isStopped() {
    lock.lock();
    try {
      return failure != null;
    } finally {
      lock.unlock();
    }
  }

  /** The closed segments in their order. */
  public List<Segment> segments() {
    lock.lock();
    try {
      return List.copyOf(closed.values());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Events from a position on, at most so many; fewer only at the log's end. Reads the segment's
   * file up to there.
   */
  public List<ActivityEvent> read(long from, int most) throws IOException {
    List<ActivityEvent> events = new ArrayList<>();
    long end = size();
    long next = Math.max(0, from);
    while (next < end && events.size() < most) {
      long start = start(next);
      Path file = folder.resolve(name(start) + LINES);
      long position = start;
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ)),
                  StandardCharsets.UTF_8))) {
        String line = lines.readLine();
        while (line != null && position < end && events.size() < most) {
          if (position >= next) {
            byte[] text = line.getBytes(StandardCharsets.UTF_8);
            events.add(parse(file, position, text, 0, text.length));
          }
          position++;
          line = lines.readLine();
        }
      }
      if (position <= next && events.size() < most) {
        throw new CorruptActivityException(
            file + ": ends before position " + next + "; restore the file from a backup");
      }
      next = position;
    }
    return events;
  }

  /** The first position of the segment that an event stands in. */
  private long start(long position) {
    lock.lock();
    try {
      return position >= first ? first : closed.floorKey(position);
    } finally {
      lock.unlock();
    }
  }

  /** The proof that an event stands in its segment, once that is closed. */
  public Optional<InclusionProof> proof(long position) throws IOException {
    Segment segment = null;
    for (Segment one : segments()) {
      if (one.first() <= position && position < one.end()) {
        segment = one;
      }
    }
    if (segment == null) {
      return Optional.empty();
    }
    List<Hash> hashes =
        read(segment.first(), (int) segment.sealed().records()).stream()
            .map(ActivityEvent::leaf)
            .toList();
    int index = (int) (position - segment.first());
    return Optional.of(new InclusionProof(index, hashes.size(), Segment.path(index, hashes)));
  }

  /** Checks every closed segment's events against its root; reads them all. */
  public void verify() throws IOException {
    String previous = "";
    for (Segment segment : segments()) {
      List<ActivityEvent> events = read(segment.first(), (int) segment.sealed().records());
      Segment found =
          Segment.of(
              segment.first(),
              previous,
              events.stream().map(ActivityEvent::leaf).toList(),
              events.stream().mapToLong(event -> event.activity().bytes()).sum(),
              segment.at());
      if (!found.sealed().equals(segment.sealed())) {
        throw new CorruptActivityException(
            folder.resolve(name(segment.first()) + LINES)
                + ": holds "
                + found.sealed()
                + " and was sealed as "
                + segment.sealed());
      }
      previous = segment.sealed().segmentId();
    }
  }

  /** Closes the open segment and seals what waits. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      roll();
    } finally {
      lock.unlock();
    }
    seal();
  }
}
