package org.estover.tokenize.reconstruct;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.CorruptOrderException;
import org.estover.tokenize.order.OrderException;
import org.estover.tokenize.release.CanonicalJson;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.FormatTooNewException;
import org.estover.tokenize.release.NoAddressException;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.SourceShare;

/**
 * Reconstruction from this jar alone, for machines without the rest: one JSON object a line, with
 * the keys of the {@code estover} command's answers.
 *
 * <pre>
 * step RELEASE BATCH STEP         the sequences of a step with their spans
 * batch RELEASE BATCH STEP FILE   the same, and their tokens as a NumPy array in a file, which is
 *                                 replaced where it is there
 * seen RELEASE BATCH DOCUMENT     every place that reads a document (doc_... or a URI)
 * usage RELEASE BATCH FROM TO     exact inputs of steps [FROM, TO) by source, license and holder
 * trace RELEASE BATCH TEXT        up to 1,000 places where a text stands, and what reads them
 * </pre>
 *
 * <p>RELEASE is a folder or an {@code http(s)://} address. With {@code --order FILE} before all
 * that they tell of a training in the derived order of that file.
 *
 * <p>A process that answers once ends soonest with {@code -XX:TieredStopAtLevel=1
 * -XX:+UseSerialGC}: a step of 1,024 sequences of 2,048 tokens then takes half a second of CPU,
 * else a second, as the JVM would compile what is over already.
 */
public final class Main {
  private static final String USAGE =
      "usage: [--order FILE] step RELEASE BATCH STEP | batch RELEASE BATCH STEP FILE"
          + " | seen RELEASE BATCH DOCUMENT | usage RELEASE BATCH FROM TO"
          + " | trace RELEASE BATCH TEXT";

  private static final int TRACE_LIMIT = 1000;

  private static final int BUFFER_SIZE = 1 << 16;
  private static final Set<String> FIVE = Set.of("usage", "batch");

  private final Reconstruct release;
  private final BatchPlan plan;
  private final PrintStream out;

  private Main(Reconstruct release, BatchPlan plan, PrintStream out) {
    this.release = release;
    this.plan = plan;
    this.out = out;
  }

  /**
   * Runs a command; exit code 0, 2 for usage and questions the release cannot answer, 3 damage, 4
   * for what could not be read or written.
   */
  public static void main(String[] args) {
    // A step prints thousands of lines: they go out together.
    OutputStream buffer =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_SIZE);
    PrintStream out = new PrintStream(buffer, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  static int run(String[] words, PrintStream out, PrintStream err) {
    int exitCode = answer(words, out, err);
    // A print stream keeps its errors to itself.
    if (out.checkError() && exitCode == 0) {
      err.println(Errors.outputLost());
      return 4;
    }
    return exitCode;
  }

  private static int answer(String[] words, PrintStream out, PrintStream err) {
    boolean ordered = words.length > 1 && words[0].equals("--order");
    String[] args = ordered ? Arrays.copyOfRange(words, 2, words.length) : words;
    if (args.length < 4 || args.length != (FIVE.contains(args[0]) ? 5 : 4)) {
      err.println(USAGE);
      return 2;
    }
    try (Reconstruct release =
        ordered
            ? Reconstruct.open(ReleasePlace.of(args[1]), Path.of(words[1]))
            : Reconstruct.open(ReleasePlace.of(args[1]))) {
      return new Main(release, plan(args[2]), out).command(args, err);
    } catch (NotInReleaseException | OrderException | NoAddressException e) {
      err.println(e.getMessage());
      return 2;
    } catch (CorruptReleaseException | CorruptOrderException | FormatTooNewException e) {
      err.println(e.getMessage());
      return 3;
    } catch (FileSystemException e) {
      err.println(Errors.noFile(e));
      return 4;
    } catch (IOException e) {
      err.println(e.getMessage());
      return 4;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage() + "; " + USAGE);
      return 2;
    }
  }

  private int command(String[] args, PrintStream err) throws IOException {
    switch (args[0]) {
      case "step" -> release.batch(step(args), plan, MicroBatch.WHOLE, this::print);
      case "batch" -> batch(step(args), Path.of(args[4]));
      case "seen" -> seen(args[3]);
      case "trace" -> trace(args[3]);
      case "usage" -> usage(number("FROM", args[3]), number("TO", args[4]));
      default -> {
        err.println(USAGE);
        return 2;
      }
    }
    return 0;
  }

  private static BatchPlan plan(String batch) {
    long sequences = number("BATCH", batch);
    if (sequences < 1 || sequences > Integer.MAX_VALUE) {
      throw Errors.noNumber("BATCH", batch, " from 1 to " + Integer.MAX_VALUE);
    }
    return new BatchPlan((int) sequences);
  }

  private static long step(String[] args) {
    return number("STEP", args[3]);
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Errors.noNumber(name, text, "");
    }
  }

  private void batch(long step, Path file) throws IOException {
    try (BatchArray array = BatchArray.create(file, plan.sequencesPerStep(), release)) {
      release.batch(
          step,
          plan,
          MicroBatch.WHOLE,
          sequence -> {
            array.add(sequence);
            print(sequence);
          });
      array.finish();
    }
  }

  private void print(BatchSequence sequence) {
    for (Span span : sequence.spans()) {
      Map<String, Object> line = span.toJson();
      line.put("position", sequence.placed().position());
      print(line);
    }
  }

  private void seen(String idOrUri) throws IOException {
    if (idOrUri.startsWith("doc_")) {
      occurrences(idOrUri);
      return;
    }
    List<ReleasedDocument> documents = release.documentsOf(idOrUri);
    if (documents.isEmpty()) {
      throw Errors.uri(release.release(), idOrUri);
    }
    for (ReleasedDocument document : documents) {
      occurrences(document.id());
    }
  }

  private void occurrences(String id) throws IOException {
    for (Occurrence occurrence : release.occurrences(id, plan)) {
      Map<String, Object> line = occurrence.toJson();
      line.put("document", id);
      print(line);
    }
  }

  private void trace(String text) throws IOException {
    try (TextTrace trace = TextTrace.open(release)) {
      TextTrace.Trace found = trace.trace(text.getBytes(StandardCharsets.UTF_8), TRACE_LIMIT, plan);
      print(Map.of("count", found.count(), "listed", found.matches().size()));
      for (TextMatch match : found.matches()) {
        print(match.toJson());
      }
    }
  }

  private void usage(long from, long to) throws IOException {
    for (SourceShare share : release.usage(from, to, plan)) {
      print(
          Map.of(
              "source", share.source(),
              "license", share.license(),
              "holder", share.holder(),
              "tokens", share.tokens()));
    }
  }

  private void print(Map<String, ?> line) {
    out.println(CanonicalJson.text(line));
  }
}
