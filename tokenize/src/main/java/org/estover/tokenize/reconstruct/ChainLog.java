package org.estover.tokenize.reconstruct;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.tokenize.order.BatchPlan;
import org.jspecify.annotations.Nullable;

/**
 * Values of a {@link BatchChain} in a file: those that a trainer logged, after every step or every
 * few of them, or those that a release gives.
 *
 * <p>Trainers are killed and go on: a last line without its end is ignored, and a line of a step
 * that was logged before takes back everything from that step on. Memory: 40 bytes a value.
 * Immutable.
 */
public final class ChainLog {
  private static final Pattern HEAD =
      Pattern.compile(
          Pattern.quote(BatchChain.NAME)
              + " (rel_[0-9a-f]{32}(?:/ord_[0-9a-f]{32})?) ([1-9][0-9]{0,8})");
  private static final Pattern LINE = Pattern.compile("(0|[1-9][0-9]{0,17}) ([0-9a-f]{64})");
  private static final String HEAD_FORM =
      BatchChain.NAME + " RELEASE-ID[/ORDER-ID] SEQUENCES-PER-STEP";
  private static final String LINE_FORM = "STEPS and a digest of 64 hex digits";

  /** No line that we write is longer than half of this. */
  private static final int LINE_LIMIT = 256;

  private final Path file;
  private final String dataId;
  private final BatchPlan plan;
  private final Values values;

  private ChainLog(Path file, String dataId, BatchPlan plan, Values values) {
    this.file = file;
    this.dataId = dataId;
    this.plan = plan;
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @throws ChainLogException if it is no such file, or damaged; names the line
   */
  public static ChainLog read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Lines lines = new Lines(file, in);
      String first = lines.next();
      Matcher head = HEAD.matcher(first == null ? "" : first);
      if (!head.matches()) {
        throw Errors.chainLine(file, 1, HEAD_FORM, first == null ? "no whole line" : first);
      }
      Values values = new Values();
      for (String line = lines.next(); line != null; line = lines.next()) {
        Matcher entry = LINE.matcher(line);
        if (!entry.matches()) {
          throw Errors.chainLine(file, lines.number(), LINE_FORM, line);
        }
        if (values.size == Values.LIMIT) {
          throw Errors.chainTooLong(file, Values.LIMIT);
        }
        values.add(Long.parseLong(entry.group(1)), HexFormat.of().parseHex(entry.group(2)));
      }
      BatchPlan plan = new BatchPlan(Integer.parseInt(head.group(2)));
      return new ChainLog(file, head.group(1), plan, values);
    }
  }

  /** The name of what was trained on, as {@link Reconstruct#dataId()} gives it. */
  public String dataId() {
    return dataId;
  }

  /** How many sequences a step has. */
  public BatchPlan plan() {
    return plan;
  }

  /** How many sequences a step has, as a number. */
  public int sequencesPerStep() {
    return plan.sequencesPerStep();
  }

  /** The last value in lower-case hex; empty where there is none. */
  public String lastValue() {
    return size() == 0 ? "" : chain(size() - 1).hex();
  }

  /** The SHA-256 of what the log says: head, steps and values that were not taken back. */
  public String sha256() {
    MessageDigest digest = BatchChain.sha256();
    String head = BatchChain.NAME + " " + dataId + " " + plan.sequencesPerStep() + "\n";
    digest.update(head.getBytes(StandardCharsets.US_ASCII));
    for (int index = 0; index < size(); index++) {
      String line = steps(index) + " " + chain(index).hex() + "\n";
      digest.update(line.getBytes(StandardCharsets.US_ASCII));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The number of values, those that were taken back not counted. */
  public int size() {
    return values.size;
  }

  /** How many values were taken back, as the run went on from an earlier step. */
  public long takenBack() {
    return values.takenBack;
  }

  /** The steps that the last value stands for; 0 where there is none. */
  public long steps() {
    return size() == 0 ? 0 : steps(size() - 1);
  }

  /** The number of steps that a value stands for, ascending by index. */
  long steps(int index) {
    return values.steps[index];
  }

  /** The chain that has a value. */
  BatchChain chain(int index) {
    int from = index * BatchChain.SIZE;
    byte[] value = Arrays.copyOfRange(values.bytes, from, from + BatchChain.SIZE);
    return BatchChain.at(values.steps[index], value);
  }

  /** The last value of at most so many steps; -1 if there is none. */
  int floor(long steps) {
    int at = Arrays.binarySearch(values.steps, 0, values.size, steps);
    return at >= 0 ? at : -at - 2;
  }

  Path file() {
    return file;
  }

  /** Starts a file for the values that a release gives, whatever was there before. */
  public static Writer write(Path file, String dataId, BatchPlan plan) throws IOException {
    return new Writer(file, dataId, plan);
  }

  /** Writes values; the file appears whole or not at all. Not thread-safe. */
  public static final class Writer implements Closeable {
    private final Path file;
    private final Path unfinished;
    private final BufferedWriter out;
    private boolean finished;

    private Writer(Path file, String dataId, BatchPlan plan) throws IOException {
      this.file = file;
      unfinished =
          file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".unfinished");
      out = Files.newBufferedWriter(unfinished, StandardCharsets.US_ASCII);
      out.write(BatchChain.NAME + " " + dataId + " " + plan.sequencesPerStep() + "\n");
    }

    /** Appends a chain's value. */
    public void add(BatchChain chain) throws IOException {
      out.write(chain.steps() + " " + chain.hex() + "\n");
    }

    /** Completes the file and gives it its name. */
    public void finish() throws IOException {
      out.close();
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      finished = true;
    }

    @Override
    public void close() throws IOException {
      if (!finished) {
        out.close();
        Files.deleteIfExists(unfinished);
      }
    }
  }

  /** Values in the order of their steps, in two arrays that grow. */
  private static final class Values {
    private static final int LIMIT = (Integer.MAX_VALUE - 8) / BatchChain.SIZE;

    private long[] steps = new long[64];
    private byte[] bytes = new byte[64 * BatchChain.SIZE];
    private int size;
    private long takenBack;

    void add(long after, byte[] value) {
      int at = Arrays.binarySearch(steps, 0, size, after);
      int keep = at >= 0 ? at : -at - 1;
      takenBack += size - keep;
      size = keep;
      if (size == steps.length) {
        int more = (int) Math.min(LIMIT, 2L * size);
        steps = Arrays.copyOf(steps, more);
        bytes = Arrays.copyOf(bytes, more * BatchChain.SIZE);
      }
      steps[size] = after;
      System.arraycopy(value, 0, bytes, size * BatchChain.SIZE, BatchChain.SIZE);
      size++;
    }
  }

  /** Whole lines of bounded length. */
  private static final class Lines {
    private final Path file;
    private final InputStream in;
    private final byte[] line = new byte[LINE_LIMIT];
    private long number;

    Lines(Path file, InputStream in) {
      this.file = file;
      this.in = in;
    }

    /** The number of the line that was read last, from 1. */
    long number() {
      return number;
    }

    /** The next line; null after the last one that has its end. */
    @Nullable String next() throws IOException {
      number++;
      int size = 0;
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          // Bytes that are no ASCII are damage, which their pattern finds.
          return new String(line, 0, size, StandardCharsets.ISO_8859_1);
        }
        if (size == LINE_LIMIT) {
          String found = new String(line, 0, size, StandardCharsets.ISO_8859_1);
          throw Errors.chainLine(file, number, number == 1 ? HEAD_FORM : LINE_FORM, found);
        }
        line[size++] = (byte) c;
      }
      return null;
    }
  }
}
