package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.ReleaseDiff;
import org.estover.tokenize.release.ReleasedDocument;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description = "Compares two releases: documents, their order, and sequences.")
final class DiffCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      index = "0",
      paramLabel = "RELEASE",
      description = "Folder, id or http(s) address of the first release.")
  private String first = "";

  @Parameters(
      index = "1",
      paramLabel = "OTHER",
      arity = "0..1",
      description = "That of the second one (default: the run's own).")
  private @Nullable String second;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Differences of a kind to list; all are counted (default: ${DEFAULT-VALUE}).")
  private int limit;

  private final List<Object> documents = new ArrayList<>();
  private final List<Long> sequences = new ArrayList<>();
  private final StringBuilder people = new StringBuilder();

  DiffCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 0) {
      throw Errors.tooSmall("--limit", limit, 0);
    }
    try (Reconstruct a = Reconstruct.open(context.place(first));
        Reconstruct b = Reconstruct.open(context.place(second))) {
      ReleaseDiff.Summary summary = ReleaseDiff.compare(a, b, sink());
      say(a.release().id(), b.release().id(), summary);
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("releases", List.of(a.release().id(), b.release().id()));
      data.put("same", summary.isSame());
      data.put("documentsOnlyInFirst", summary.onlyFirst());
      data.put("documentsOnlyInSecond", summary.onlySecond());
      data.put("documentsInBoth", summary.common());
      data.put("documentsChanged", summary.changed());
      data.put("sameDocumentOrder", summary.sameOrder());
      data.put("sequencesNotComparable", summary.notComparable());
      data.put("sequencesInBoth", summary.positions());
      data.put("sequencesThatDiffer", summary.differing());
      data.put("sequencesOnlyInOne", summary.onlyInOne());
      data.put("documents", documents);
      data.put("positions", sequences);
      context.answer(people.toString(), data);
      return summary.isSame() ? ExitCode.OK : ExitCode.FOUND;
    }
  }

  private ReleaseDiff.Sink sink() {
    return new ReleaseDiff.Sink() {
      @Override
      public void document(
          @Nullable ReleasedDocument ofFirst, @Nullable ReleasedDocument ofSecond) {
        DiffCommand.this.document(ofFirst, ofSecond);
      }

      @Override
      public void sequence(long position) {
        if (sequences.size() < limit) {
          sequences.add(position);
        }
      }
    };
  }

  private void document(@Nullable ReleasedDocument ofFirst, @Nullable ReleasedDocument ofSecond) {
    ReleasedDocument shown = ofFirst == null ? ofSecond : ofFirst;
    if (shown == null || documents.size() >= limit) {
      return;
    }
    String kind = ofSecond == null ? "-" : ofFirst == null ? "+" : "~";
    people.append(kind).append(' ').append(shown.id()).append(' ').append(shown.uri());
    if (ofFirst != null && ofSecond != null) {
      people.append(": ").append(terms(ofFirst)).append(" > ").append(terms(ofSecond));
    }
    people.append('\n');
    documents.add(Map.of("kind", kind, "document", shown.id(), "uri", shown.uri()));
  }

  private static String terms(ReleasedDocument document) {
    return "\"" + document.license() + "\" of \"" + document.holder() + "\", " + document.rights();
  }

  private void say(String firstId, String secondId, ReleaseDiff.Summary summary) {
    people.append(firstId).append(" and ").append(secondId).append(":\n");
    people.append(
        String.format(
            Locale.ROOT,
            "documents: %,d in both, %,d only in the first (-), %,d only in the second (+), %,d with"
                + " other terms (~)%n",
            summary.common(),
            summary.onlyFirst(),
            summary.onlySecond(),
            summary.changed()));
    people.append("order: the documents of both stand in ");
    people.append(summary.sameOrder() ? "the same order\n" : "different orders\n");
    if (summary.notComparable().isEmpty()) {
      people.append(
          String.format(
              Locale.ROOT,
              "sequences: %,d of %,d positions differ, %,d are in one only%n",
              summary.differing(),
              summary.positions(),
              summary.onlyInOne()));
      people.append(sequences.isEmpty() ? "" : "positions that differ: " + sequences + "\n");
    } else {
      people.append("sequences: not compared, ").append(summary.notComparable()).append('\n');
    }
  }
}
