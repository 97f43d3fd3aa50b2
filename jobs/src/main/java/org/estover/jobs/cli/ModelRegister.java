package org.estover.jobs.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainingRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "register",
    description = "Registers a model, made by a training run, from another model, or both.")
final class ModelRegister implements Callable<Integer> {
  @Mixin private final Context context;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "What the developer calls the model.")
  private String name = "";

  @Option(
      names = "--developer",
      paramLabel = "PARTY",
      description =
          "Id or name of the developer (default: whose training run it is, else whose parent).")
  private String developer = "";

  @Option(
      names = "--training-run",
      paramLabel = "RUN",
      description = "Id or name of its own training run over the trust's data.")
  private @Nullable String trainingRun;

  @Option(
      names = "--parent",
      paramLabel = "MODEL",
      description = "Id or name of the model that it was made from.")
  private @Nullable String parent;

  @Option(
      names = "--inherit",
      paramLabel = "RATIO",
      description =
          "Which part of what its parent owes it owes, too, such as 9/10 (default: all of it).")
  private @Nullable String inherit;

  ModelRegister(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    String share = inherit;
    Ratio part =
        share != null
            ? Arguments.checked(() -> Ratio.parse(share))
            : parent == null ? Ratio.ZERO : Ratio.ONE;
    try (OpenTrust open = OpenTrust.open(context)) {
      Model from = parent == null ? null : open.model("--parent", parent);
      TrainingRun by = trainingRun == null ? null : open.trainingRun("--training-run", trainingRun);
      String maker = maker(open, from, by);
      String parentId = from == null ? "" : from.id();
      String runId = by == null ? "" : by.id();
      Model model =
          open.trust()
              .models()
              .register(Arguments.checked(() -> new Model(maker, name, parentId, part, runId)));
      context.answer(people(open, model), data(open, model));
    }
    return ExitCode.OK;
  }

  /** Id of the developer that was named, or of whose model it must be. */
  private String maker(OpenTrust open, @Nullable Model from, @Nullable TrainingRun by)
      throws IOException {
    if (developer.isEmpty() && by != null) {
      return open.agreement(open.grant("--grant", by.grantId()).agreementId()).developerId();
    }
    return developer.isEmpty() && from != null
        ? from.developerId()
        : open.developer(developer).id();
  }

  private static String people(OpenTrust open, Model model) throws IOException {
    return "model "
        + model.id()
        + " \""
        + model.name()
        + "\": "
        + open.trust().models().trainedData(model.id()).trustShare().percent()
        + " of what it was trained on is the trust's; its terms are those of "
        + open.trust().models().agreementOf(model.id()).id();
  }

  private static Map<String, Object> data(OpenTrust open, Model model) throws IOException {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("model", model.id());
    data.put("developer", model.developerId());
    data.put("agreement", open.trust().models().agreementOf(model.id()).id());
    data.put("trustShare", open.trust().models().trainedData(model.id()).trustShare().toString());
    return data;
  }
}
