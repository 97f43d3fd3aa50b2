package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.CanonicalJson;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.SourceShare;

/**
 * Reconstruction from this jar alone, for machines without the rest: one JSON object a line.
 *
 * <pre>
 * step RELEASE BATCH STEP       the sequences of a step with their spans
 * seen RELEASE BATCH DOCUMENT   every place that reads a document (doc_... or a URI)
 * usage RELEASE BATCH FROM TO   exact inputs of steps [FROM, TO) by source, license and holder
 * </pre>
 */
public final class Main {
  private static final String USAGE =
      "usage: step RELEASE BATCH STEP | seen RELEASE BATCH DOCUMENT | usage RELEASE BATCH FROM TO";

  private final Reconstruct release;
  private final BatchPlan plan;
  private final PrintStream out;

  private Main(Reconstruct release, BatchPlan plan, PrintStream out) {
    this.release = release;
    this.plan = plan;
    this.out = out;
  }

  /** Runs a command; exit code 0, 2 for usage and questions the release cannot answer, 3 damage. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    if (args.length < 4 || args.length != (args[0].equals("usage") ? 5 : 4)) {
      err.println(USAGE);
      return 2;
    }
    try (Reconstruct release = Reconstruct.open(Path.of(args[1]))) {
      Main main = new Main(release, new BatchPlan(Integer.parseInt(args[2])), out);
      return main.command(args, err);
    } catch (NotInReleaseException e) {
      err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println(e.getMessage());
      return 3;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage() + "; " + USAGE);
      return 2;
    }
  }

  private int command(String[] args, PrintStream err) throws IOException {
    switch (args[0]) {
      case "step" -> step(Long.parseLong(args[3]));
      case "seen" -> seen(args[3]);
      case "usage" -> usage(Long.parseLong(args[3]), Long.parseLong(args[4]));
      default -> {
        err.println(USAGE);
        return 2;
      }
    }
    return 0;
  }

  private void step(long step) throws IOException {
    for (PlacedSequence sequence : release.sequencesOfStep(step, plan)) {
      for (Span span : release.spans(sequence.position())) {
        ReleasedDocument document = span.document();
        print(
            Map.of(
                "position", sequence.position(),
                "from", span.from(),
                "to", span.to(),
                "document", document.id(),
                "document-from", span.documentFrom(),
                "uri", document.uri(),
                "source", document.source(),
                "license", document.license(),
                "holder", document.holder()));
      }
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
      print(
          Map.of(
              "document", id,
              "step", occurrence.step(),
              "position", occurrence.position(),
              "copy", occurrence.copy(),
              "from", occurrence.from(),
              "to", occurrence.to(),
              "document-from", occurrence.documentFrom()));
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
