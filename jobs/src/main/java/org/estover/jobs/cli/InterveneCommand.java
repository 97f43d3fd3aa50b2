package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.jobs.run.Progress;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.ChangedPlace;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.SwapWriter;
import org.estover.tokenize.reconstruct.Swaps;
import org.estover.tokenize.release.CanonicalJson;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "intervene",
    description = "Derives a release that differs from a training step on: texts are replaced.")
final class InterveneCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final StudyOptions study = new StudyOptions();

  @Parameters(
      paramLabel = "RELEASE",
      arity = "0..1",
      description = "Folder or id of the release (default: the run's own).")
  private @Nullable String release;

  @Option(
      names = "--swap",
      paramLabel = "PAIRS",
      description = "File with a pair a line: what is replaced, a tab, what stands there then.")
  private @Nullable Path swap;

  @Option(
      names = "--from-step",
      paramLabel = "S",
      description = "The first step that reads what was replaced; those before stay as they are.")
  private @Nullable Long fromStep;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to make for the derived release.")
  private @Nullable Path out;

  @Option(
      names = "--anywhere",
      description = "Replaces within words, too (default: where no letter or number joins).")
  private boolean anywhere;

  @Option(
      names = "--keep-unequal",
      description =
          "Leaves places as they are whose new text has another number of tokens (default: an"
              + " error).")
  private boolean keepUnequal;

  @Option(
      names = "--list",
      description = "Instead: lists what was changed in RELEASE, a line of JSON per place.")
  private boolean list;

  InterveneCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (list) {
      return list();
    }
    Path pairs = swap;
    Path target = out;
    Long first = fromStep;
    if (pairs == null || target == null || first == null) {
      throw Errors.interventionNeeds();
    }
    Path folder = context.around().path(target);
    if (Files.exists(folder)) {
      throw Errors.exists(folder);
    }
    BatchPlan plan = study.plan();
    int workers = study.workers();
    Swaps swaps = Swaps.read(context.around().path(pairs), !anywhere);
    try (Reconstruct parent = Reconstruct.open(context.release(release))) {
      SwapWriter.Request request = new SwapWriter.Request(swaps, plan, first, keepUnequal);
      Tokenizer tokenizer = study.tokenizer(context.around());
      SwapWriter.Result result;
      try (Progress.Bar bar =
          StudyOptions.progress(context, "intervene", parent.content().tokens())) {
        result = SwapWriter.write(parent, tokenizer, request, folder, workers, bar::advance);
      }
      context.answer(people(parent, result, folder, first), data(parent, result, folder, first));
    }
    return ExitCode.OK;
  }

  private Map<String, Object> data(
      Reconstruct parent, SwapWriter.Result result, Path folder, long first) throws IOException {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("release", result.releaseId());
    data.put("parent", parent.release().id());
    data.put("fromStep", first);
    data.put("sequencesPerStep", study.plan().sequencesPerStep());
    data.put("steps", parent.steps(study.plan()));
    data.put("documents", result.documents());
    data.put("places", result.places());
    data.put("tokens", result.tokens());
    data.put("kept", result.kept());
    data.put("otherwiseEncoded", result.otherwiseEncoded());
    data.put("folder", folder.toString());
    return data;
  }

  private String people(Reconstruct parent, SwapWriter.Result result, Path folder, long first)
      throws IOException {
    String shown = context.around().shown(folder);
    StringBuilder people = new StringBuilder();
    people.append(result.releaseId()).append(" in ").append(shown).append(": ");
    people.append(
        String.format(
            Locale.ROOT,
            "%,d places (%,d tokens) of %,d documents of %s are replaced from step %,d on, of %,d"
                + " steps%n",
            result.places(),
            result.tokens(),
            result.documents(),
            parent.release().id(),
            first,
            parent.steps(study.plan())));
    if (result.kept() > 0) {
      people.append(String.format(Locale.ROOT, "%,d places stay, as their", result.kept()));
      people.append(" new text has another number of tokens\n");
    }
    if (result.otherwiseEncoded() > 0) {
      people.append(String.format(Locale.ROOT, "%,d of the documents", result.otherwiseEncoded()));
      people.append(" would be encoded to other tokens of the same text\n");
    }
    return people.append("next: estover intervene ").append(shown).append(" --list").toString();
  }

  private int list() throws IOException {
    Release opened = Release.open(context.place(release));
    if (opened.content().intervention().isEmpty()) {
      throw Errors.noIntervention(opened.id());
    }
    Tokenizer tokenizer = study.tokenizer(context.around());
    byte[] digest = HexFormat.of().parseHex(opened.content().tokenizer().digest());
    boolean text = Arrays.equals(tokenizer.digest(), digest);
    ChangedPlace.list(
        opened, place -> context.around().out().println(line(place, text ? tokenizer : null)));
    return ExitCode.OK;
  }

  private static String line(ChangedPlace place, @Nullable Tokenizer tokenizer) {
    Map<String, Object> line = place.document().toJson();
    line.put("token", place.token());
    line.put("before", place.before());
    line.put("after", place.after());
    if (tokenizer != null) {
      line.put("beforeText", text(tokenizer, place.before()));
      line.put("afterText", text(tokenizer, place.after()));
    }
    return CanonicalJson.text(line);
  }

  private static String text(Tokenizer tokenizer, List<Integer> tokens) {
    byte[] bytes = tokenizer.decode(tokens.stream().mapToInt(Integer::intValue).toArray());
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
