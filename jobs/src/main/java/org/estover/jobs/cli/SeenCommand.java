package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.ReleasedDocument;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "seen",
    description = "Lists every step that trained on a document, a URL or a host.")
final class SeenCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final BatchOption batch = new BatchOption();
  @Mixin private final OrderOption order = new OrderOption();

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = "Document (doc_...), URL to the letter, or host with all below it.")
  private String what = "";

  @Parameters(index = "1", paramLabel = "RELEASE", arity = "0..1", description = Context.RELEASE)
  private @Nullable String release;

  @Option(
      names = "--before",
      paramLabel = "N",
      description = "Only steps before this one; the last of them is when it was last seen.")
  private @Nullable Long before;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Documents to list; the rest is counted (default: ${DEFAULT-VALUE}).")
  private long limit;

  private final Table table =
      new Table()
          .row("document", "step", "position", "copy", "tokens of sequence", "of document", "URL");
  private final List<Object> listed = new ArrayList<>();
  private long documents;
  private long occurrences;
  private @Nullable Occurrence last;

  SeenCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    BatchPlan plan = batch.plan();
    if (limit < 0) {
      throw Errors.tooSmall("--limit", limit, 0);
    }
    if (before != null && before < 0) {
      throw Errors.tooSmall("--before", before, 0);
    }
    try (Reconstruct reconstruct = order.open(context, release, plan)) {
      find(reconstruct, plan);
      if (documents == 0) {
        throw Errors.nothingOf(what);
      }
      Map<String, Object> data = OrderOption.answer(reconstruct);
      data.put("steps", reconstruct.steps(plan));
      data.put("documents", documents);
      data.put("occurrences", occurrences);
      if (last != null) {
        data.put("lastSeen", Map.of("step", last.step(), "position", last.position()));
      }
      data.put("listed", listed);
      context.answer(people(), data);
    }
    return ExitCode.OK;
  }

  private void find(Reconstruct reconstruct, BatchPlan plan) throws IOException {
    if (what.matches("doc_[0-9a-f]{32}")) {
      ReleasedDocument document =
          reconstruct.document(what).orElseThrow(() -> Errors.nothingOf(what));
      take(reconstruct, plan, document);
      return;
    }
    for (ReleasedDocument document : reconstruct.documentsOf(what)) {
      take(reconstruct, plan, document);
    }
    if (documents == 0 && !what.isEmpty() && what.indexOf('/') < 0) {
      reconstruct.documentsOfHost(what, document -> take(reconstruct, plan, document));
    }
  }

  private void take(Reconstruct reconstruct, BatchPlan plan, ReleasedDocument document)
      throws IOException {
    documents++;
    List<Object> places = new ArrayList<>();
    for (Occurrence occurrence : reconstruct.occurrences(document.id(), plan)) {
      if (before != null && occurrence.step() >= before) {
        continue;
      }
      occurrences++;
      if (last == null || occurrence.position() > last.position()) {
        last = occurrence;
      }
      if (documents <= limit) {
        places.add(occurrence.toJson());
        row(document, occurrence);
      }
    }
    if (documents <= limit) {
      Map<String, Object> data = document.toJson();
      String withdrawn = reconstruct.masks().caseOf(document.id());
      if (!withdrawn.isEmpty()) {
        data.put("withdrawn", withdrawn);
      }
      data.put("occurrences", places);
      listed.add(data);
    }
  }

  private void row(ReleasedDocument document, Occurrence occurrence) {
    long documentTo = occurrence.documentFrom() + occurrence.to() - occurrence.from();
    table.row(
        document.id(),
        occurrence.step(),
        occurrence.position(),
        occurrence.copy(),
        occurrence.from() + "-" + (occurrence.to() - 1),
        occurrence.documentFrom() + "-" + (documentTo - 1),
        document.uri());
  }

  private String people() {
    StringBuilder people = new StringBuilder();
    if (occurrences > 0) {
      people.append(table);
    }
    people.append(
        Table.counted(documents, "document") + ", read in " + Table.counted(occurrences, "place"));
    if (before != null) {
      people.append(" before step ").append(before);
    }
    people.append(last == null ? "" : ", last in step " + last.step());
    if (documents > limit) {
      people.append(String.format(Locale.ROOT, "; the first %,d documents are listed", limit));
    }
    return people.append('\n').toString();
  }
}
