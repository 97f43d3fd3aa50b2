package org.estover.jobs.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.Models;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.usage.Deployment;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainedData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Shows models as a tree: shares, rights holders, levels, where they are in use.")
final class ModelShow implements Callable<Integer> {
  private static final int HOLDERS_SHOWN = 5;

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      defaultValue = "",
      description = "Id or name of a model, for it and what was made from it (default: all).")
  private String model = "";

  ModelShow(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    try (OpenTrust open = OpenTrust.openReadOnly(context)) {
      Models models = open.trust().models();
      Map<String, String> names = open.names();
      List<Model> all = models.models();
      List<Model> roots =
          model.isEmpty()
              ? all.stream().filter(each -> each.parentId().isEmpty()).toList()
              : List.of(open.model("MODEL", model));
      StringBuilder people = new StringBuilder();
      List<Object> data = new ArrayList<>();
      for (Model root : roots) {
        data.add(show(models, names, all, root, 0, people));
      }
      context.answer(
          people.isEmpty() ? "no model is registered" : people.toString(), Map.of("models", data));
    }
    return ExitCode.OK;
  }

  /** Shows a model and, indented, what was made from it. */
  private static Map<String, Object> show(
      Models models,
      Map<String, String> names,
      List<Model> all,
      Model model,
      int depth,
      StringBuilder people)
      throws IOException {
    TrainedData trained = models.trainedData(model.id());
    List<Deployment> deployments = models.deployments(model.id());
    String indent = "  ".repeat(depth);
    people.append(indent).append(head(model, names, trained)).append('\n');
    people.append(indent).append("  of ").append(holders(trained)).append('\n');
    for (Deployment deployment : deployments) {
      people.append(indent).append("  in use: ").append(deployment.name());
      people.append(" from ").append(deployment.from()).append('\n');
    }
    Map<String, Object> data = data(model, trained, deployments);
    List<Object> children = new ArrayList<>();
    for (Model child : all) {
      if (child.parentId().equals(model.id())) {
        children.add(show(models, names, all, child, depth + 1, people));
      }
    }
    data.put("children", children);
    return data;
  }

  private static String head(Model model, Map<String, String> names, TrainedData trained) {
    return "model "
        + model.id()
        + " \""
        + model.name()
        + "\" of "
        + names.getOrDefault(model.developerId(), model.developerId())
        + ": "
        + trained.trustShare().percent()
        + " the trust's, verified at "
        + trained.level()
        + (model.parentId().isEmpty() ? "" : ", inherits " + model.inherit());
  }

  private static String holders(TrainedData trained) {
    List<String> names = new ArrayList<>();
    trained.weights().entrySet().stream()
        .sorted(Map.Entry.<String, BigInteger>comparingByValue().reversed())
        .limit(HOLDERS_SHOWN)
        .forEach(
            each ->
                names.add(
                    (each.getKey().isEmpty() ? "holders not known" : each.getKey())
                        + " "
                        + new Ratio(each.getValue(), trained.total()).percent()));
    int more = trained.weights().size() - names.size();
    return names.isEmpty()
        ? "no rights holder"
        : String.join(", ", names) + (more == 0 ? "" : " and " + more + " more");
  }

  private static Map<String, Object> data(
      Model model, TrainedData trained, List<Deployment> deployments) {
    Map<String, Object> weights = new LinkedHashMap<>();
    trained.weights().forEach((holder, weight) -> weights.put(holder, weight.toString()));
    List<Object> places = new ArrayList<>();
    for (Deployment deployment : deployments) {
      places.add(
          Map.of(
              "deployment", deployment.id(),
              "name", deployment.name(),
              "from", deployment.from().toString()));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("model", model.id());
    data.put("name", model.name());
    data.put("developer", model.developerId());
    data.put("parent", model.parentId());
    data.put("inherit", model.inherit().toString());
    data.put("trainingRun", model.trainingRunId());
    data.put("level", trained.level().word());
    data.put("trustShare", trained.trustShare().toString());
    data.put("weights", weights);
    data.put("total", trained.total().toString());
    data.put("tokens", trained.tokens());
    data.put("deployments", places);
    return data;
  }
}
