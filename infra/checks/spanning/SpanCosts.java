import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.estover.dedupe.span.Corpus;
import org.estover.dedupe.span.RepeatedSpans;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.SpanMode;

/**
 * CPU seconds of the search for repeated passages on inputs of doubling sizes. Growth is judged
 * over the whole series, of made inputs from the first size that takes long enough to be measured:
 * the mean factor per doubling. Single doublings, which the product's bar for text is about, are
 * told to be met or not. Exit code 1 if a series grows faster than its limit. usage: doubling FILE
 * | adversarial
 */
final class SpanCosts {
  private static final int MEGABYTE = 1_000_000;
  private static final double MOST_FOR_TEXT = 2.1;
  private static final double MOST = 2.3;

  /** What takes less says more of the machine than of the search. */
  private static final double SHORTEST_SECONDS = 0.3;

  private static final int DOUBLINGS = 3;
  private static final int PASSES = 3;

  private SpanCosts() {}

  /** An input of so many units. */
  private interface Input {
    Corpus of(int size) throws IOException;
  }

  public static void main(String[] arguments) throws IOException {
    boolean linear = true;
    if (arguments[0].equals("doubling")) {
      Path file = Path.of(arguments[1]);
      int megabytes = (int) (Files.size(file) / MEGABYTE);
      linear =
          series(
              "text, MB",
              size -> single(read(file, size * MEGABYTE)),
              megabytes / 8,
              megabytes,
              0,
              MOST_FOR_TEXT);
    } else {
      byte[] text = letters(400, 1);
      linear &=
          series(
              "copies of 400 bytes, thousands",
              size -> Corpus.documents(Collections.nCopies(size * 1000, text)),
              125,
              1000,
              SHORTEST_SECONDS,
              MOST);
      linear &=
          series(
              "one character, MB",
              size -> single(filled(size * MEGABYTE)),
              62,
              500,
              SHORTEST_SECONDS,
              MOST);
      linear &=
          series(
              "one document of words, MB",
              size -> single(words(size * MEGABYTE)),
              31,
              250,
              SHORTEST_SECONDS,
              MOST);
      linear &=
          series(
              "Fibonacci's word, MB",
              size -> single(fibonacci(size * MEGABYTE)),
              8,
              256,
              SHORTEST_SECONDS,
              MOST);
      linear &=
          series(
              "one gram of 90 bytes among others, thousands",
              size -> single(neighbours(size * 1000)),
              50,
              1600,
              SHORTEST_SECONDS,
              MOST);
      linear &=
          series(
              "windows that differ in one byte, thousands",
              size -> single(nearlyEqual(size * 1000)),
              50,
              1600,
              SHORTEST_SECONDS,
              MOST);
    }
    System.exit(linear ? 0 : 1);
  }

  /** From the first size that takes long enough, so many doublings; none goes beyond the last. */
  private static boolean series(
      String name, Input input, int from, int to, double shortest, double most) throws IOException {
    double first = 0;
    double last = 0;
    double worst = 0;
    int doublings = 0;
    for (int size = from; size <= to && doublings < DOUBLINGS; size *= 2) {
      Corpus corpus = input.of(size);
      double seconds = Double.MAX_VALUE;
      long marked = 0;
      for (int pass = 0; pass < PASSES; pass++) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long started = threads.getCurrentThreadCpuTime();
        marked = new RepeatedSpans(SpanConfig.DEFAULT).find(corpus).bytes(SpanMode.REMOVE_ALL);
        seconds = Math.min(seconds, (threads.getCurrentThreadCpuTime() - started) / 1e9);
      }
      System.out.printf(
          Locale.ROOT,
          "%-46s %5d: %,14d bytes %7.2f s CPU %6.0f MB/s %,14d marked%s%n",
          name,
          size,
          corpus.size(),
          seconds,
          corpus.size() / 1e6 / seconds,
          marked,
          last == 0 ? "" : String.format(Locale.ROOT, "  x %.2f", seconds / last));
      if (first > 0) {
        doublings++;
        worst = Math.max(worst, seconds / last);
      } else if (seconds >= shortest) {
        first = seconds;
      }
      last = seconds;
    }
    if (doublings == 0) {
      System.out.printf(Locale.ROOT, "  no doubling of %s s or more%n", shortest);
      return true;
    }
    double mean = Math.pow(last / first, 1.0 / doublings);
    System.out.printf(
        Locale.ROOT,
        "  x %.2f a doubling over %d (%.1f at most): %s",
        mean,
        doublings,
        most,
        mean <= most ? "linear" : "NOT LINEAR");
    System.out.printf(
        Locale.ROOT,
        "; the worst single one x %.2f: %.1f %s%n",
        worst,
        most,
        worst <= most ? "met" : "NOT MET by it");
    return mean <= most;
  }

  private static Corpus single(byte[] text) {
    return Corpus.documents(List.of(text));
  }

  private static byte[] read(Path file, int size) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(size);
    }
  }

  private static byte[] filled(int size) {
    byte[] text = new byte[size];
    Arrays.fill(text, (byte) 'a');
    return text;
  }

  private static byte[] letters(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] text = new byte[size];
    for (int at = 0; at < size; at++) {
      text[at] = (byte) ('a' + random.nextInt(26));
    }
    return text;
  }

  /** Words of a small vocabulary in random order. */
  private static byte[] words(int size) {
    SplittableRandom random = new SplittableRandom(2);
    byte[] vocabulary = letters(1 << 16, 3);
    byte[] text = new byte[size];
    int at = 0;
    while (at < size) {
      int length = Math.min(size - at, 2 + random.nextInt(9));
      System.arraycopy(vocabulary, 16 * random.nextInt(1 << 11), text, at, length);
      at += length;
      if (at < size) {
        text[at++] = ' ';
      }
    }
    return text;
  }

  /** Each repeat of it is part of longer ones, and none is periodic for long. */
  private static byte[] fibonacci(int size) {
    byte[] text = new byte[size];
    text[0] = 'a';
    text[1] = 'b';
    int last = 1;
    int length = 2;
    while (length < size) {
      int copied = Math.min(last, size - length);
      System.arraycopy(text, 0, text, length, copied);
      last = length;
      length += copied;
    }
    return text;
  }

  /** A gram that is everywhere, each time between other bytes, so that no window is repeated. */
  private static byte[] neighbours(int count) {
    byte[] gram = letters(90, 4);
    byte[] random = letters(count * 30, 5);
    byte[] text = new byte[count * 120];
    for (int i = 0; i < count; i++) {
      System.arraycopy(gram, 0, text, i * 120, gram.length);
      System.arraycopy(random, i * 30, text, i * 120 + gram.length, 30);
    }
    return text;
  }

  /** Copies of one passage, each with another byte somewhere: every pair is nearly equal. */
  private static byte[] nearlyEqual(int count) {
    byte[] passage = letters(180, 6);
    SplittableRandom random = new SplittableRandom(7);
    byte[] text = new byte[count * passage.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(passage, 0, text, i * passage.length, passage.length);
      text[i * passage.length + random.nextInt(passage.length)] = (byte) random.nextInt(128);
    }
    return text;
  }
}
