package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.TextMatch;
import org.estover.tokenize.reconstruct.TextTrace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "trace",
    description =
        "Finds a text in the documents of a release, byte for byte, and the steps that read it.")
final class TraceCommand implements Callable<Integer> {
  private static final int STEPS_SHOWN = 5;

  @Mixin private final Context context;
  @Mixin private final BatchOption batch = new BatchOption();
  @Mixin private final OrderOption order = new OrderOption();

  @Parameters(
      index = "0",
      paramLabel = "TEXT",
      arity = "0..1",
      description = "The text to look for; with --file, the release.")
  private @Nullable String text;

  @Parameters(index = "1", paramLabel = "RELEASE", arity = "0..1", description = Context.RELEASE)
  private @Nullable String release;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Looks for the bytes of a file, a line end at its end included.")
  private @Nullable Path file;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Places to list; all are counted (default: ${DEFAULT-VALUE}).")
  private int limit;

  TraceCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    BatchPlan plan = batch.plan();
    if (limit < 0) {
      throw Errors.tooSmall("--limit", limit, 0);
    }
    if (file == null ? text == null : release != null) {
      throw Errors.oneOf("TEXT", "--file");
    }
    byte[] wanted =
        file == null
            ? String.valueOf(text).getBytes(StandardCharsets.UTF_8)
            : Files.readAllBytes(context.around().path(file));
    try (Reconstruct reconstruct = order.open(context, file == null ? release : text, plan);
        TextTrace trace = TextTrace.open(reconstruct)) {
      TextTrace.Trace found = trace.trace(wanted, limit, plan);
      Map<String, Object> data = OrderOption.answer(reconstruct);
      data.put("steps", reconstruct.steps(plan));
      data.put("count", found.count());
      data.put("exact", true);
      data.put("listed", found.matches().stream().map(TextMatch::toJson).toList());
      context.answer(people(found), data);
    }
    return ExitCode.OK;
  }

  private static String people(TextTrace.Trace found) {
    StringBuilder people = new StringBuilder();
    if (!found.matches().isEmpty()) {
      Table table =
          new Table().row("document", "byte", "tokens", "steps", "license", "URL", "text");
      for (TextMatch match : found.matches()) {
        table.row(
            match.document().id(),
            match.byteFrom(),
            match.tokenFrom() + "-" + (match.tokenTo() - 1),
            steps(match.occurrences()),
            match.document().license(),
            match.document().uri(),
            match.snippet().replaceAll("\\s+", " "));
      }
      people.append(table);
    }
    people.append(Table.counted(found.count(), "place")).append(" in the release's documents");
    if (found.count() > found.matches().size()) {
      people.append(String.format(Locale.ROOT, "; %,d of them are listed", found.matches().size()));
    }
    return people.append('\n').toString();
  }

  private static String steps(List<Occurrence> occurrences) {
    if (occurrences.isEmpty()) {
      return "none";
    }
    List<Long> steps = occurrences.stream().map(Occurrence::step).distinct().toList();
    String shown =
        steps.stream().limit(STEPS_SHOWN).map(String::valueOf).collect(Collectors.joining(" "));
    return steps.size() > STEPS_SHOWN
        ? shown + " and " + (steps.size() - STEPS_SHOWN) + " more"
        : shown;
  }
}
