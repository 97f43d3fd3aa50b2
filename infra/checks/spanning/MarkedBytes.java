import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.estover.dedupe.span.Corpus;
import org.estover.dedupe.span.RepeatedSpans;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.SpanMode;
import org.estover.dedupe.span.WindowMarks;

/** Prints the bytes of a file that are marked as repeated, pass by pass. usage: FILE PASSES */
final class MarkedBytes {
  private MarkedBytes() {}

  public static void main(String[] arguments) throws IOException {
    byte[] text = Files.readAllBytes(Path.of(arguments[0]));
    SpanConfig config = SpanConfig.DEFAULT;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int pass = Integer.parseInt(arguments[1]); pass > 0; pass--) {
      long started = threads.getCurrentThreadCpuTime();
      WindowMarks marks =
          new RepeatedSpans(config).find(Corpus.concatenated(List.of(text), new byte[0], config));
      long marked = marks.bytes(SpanMode.REMOVE_ALL);
      long nanos = threads.getCurrentThreadCpuTime() - started;
      System.out.printf(
          Locale.ROOT,
          "%d of %d bytes marked, all but the first: %d; %.2f s of CPU, %.0f MB/s%n",
          marked,
          text.length,
          marks.bytes(SpanMode.KEEP_ONE),
          nanos / 1e9,
          text.length * 1e3 / nanos);
    }
  }
}
