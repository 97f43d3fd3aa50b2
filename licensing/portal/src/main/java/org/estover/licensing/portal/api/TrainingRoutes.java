package org.estover.licensing.portal.api;

import static org.estover.licensing.portal.api.Inputs.parsed;
import static org.estover.licensing.portal.api.Inputs.required;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.Release;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Training runs, and what their steps read. */
@RestController
final class TrainingRoutes {
  private final TrustDesk desk;
  private final PublishedReleases published;
  private final ReleaseReaders readers;
  private final Answers answers;
  private final Inputs inputs;

  TrainingRoutes(
      TrustDesk desk,
      PublishedReleases published,
      ReleaseReaders readers,
      Answers answers,
      Inputs inputs) {
    this.desk = desk;
    this.published = published;
    this.readers = readers;
    this.answers = answers;
    this.inputs = inputs;
  }

  @GetMapping("/v1/training-runs")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      scope = "read")
  ResponseEntity<byte[]> runs(HttpServletRequest request, Visitor visitor) throws IOException {
    List<TrainingRun> seen =
        desk.read(
            opened -> {
              var grants = Mine.grants(opened.trust(), visitor);
              return opened.trust().trainingRuns().stream()
                  .filter(run -> grants.contains(run.grantId()))
                  .toList();
            });
    return answers.list(request, (from, most) -> Batch.of(seen, from, most), TrainingJson.Run::of);
  }

  @GetMapping("/v1/training-runs/{run}")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "run", kind = ThingKind.TRAINING_RUN),
      scope = "read")
  ResponseEntity<byte[]> run(@PathVariable String run) throws IOException {
    return answers.one(TrainingJson.Run.of(known(run)));
  }

  private TrainingRun known(String id) throws IOException {
    return desk.read(opened -> opened.trust().trainingRuns()).stream()
        .filter(run -> run.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Errors.notFound("training run", id));
  }

  @GetMapping("/v1/training-runs/{run}/steps/{step}")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = {
        @Rule.Thing(name = "run", kind = ThingKind.TRAINING_RUN),
        @Rule.Thing(name = "step", kind = ThingKind.PUBLIC)
      },
      scope = "read")
  ResponseEntity<byte[]> step(
      HttpServletRequest request, @PathVariable String run, @PathVariable long step)
      throws IOException {
    TrainingRun known = known(run);
    if (step < 0 || step >= known.steps()) {
      throw Errors.notFound("step", step + " of " + run + ", which took " + known.steps());
    }
    PublishedReleases.Known withdrawn = published.known();
    Release release =
        published
            .find(known.releaseId())
            .orElseThrow(() -> Errors.notFound("release", known.releaseId()));
    BatchPlan plan = new BatchPlan(known.sequencesPerStep());
    return answers.list(
        request,
        (from, most) -> {
          long first = plan.firstPosition(step) + from;
          long end = Math.min(plan.endPosition(step), first + most);
          long next = end < plan.endPosition(step) ? from + most : Batch.END;
          return new Batch<>(
              readers.ask(release, known.orderId(), reader -> reader.sequences(first, end)), next);
        },
        sequence -> TrainingJson.Sequence.of(sequence, withdrawn));
  }

  @PostMapping("/v1/training-runs")
  @Rule(value = Who.DEVELOPER, scope = "report")
  ResponseEntity<byte[]> register(@RequestBody byte[] body, Visitor visitor) throws IOException {
    TrainingJson.NewRun asked = inputs.read(body, TrainingJson.NewRun.class);
    String grant = required("grantId", asked.grantId());
    String name = required("name", asked.name());
    long steps = required("steps", asked.steps());
    int perStep = required("sequencesPerStep", asked.sequencesPerStep());
    long foreign = Objects.requireNonNullElse(asked.foreignTokens(), 0L);
    if (name.isBlank() || steps < 1 || perStep < 1 || foreign < 0) {
      throw Errors.field(
          "steps",
          "a training run has a name, at least one step of one sequence, and no fewer"
              + " than 0 foreign tokens");
    }
    DeclaredTraining declared =
        parsed(
            "steps",
            () -> new DeclaredTraining(grant, name, steps, perStep, Optional.empty(), foreign));
    TrainingRun run =
        desk.write(
            opened -> {
              Mine.grant(opened.trust(), visitor, grant);
              return opened.trust().trainings().register(declared);
            });
    return answers.created("/v1/training-runs/" + run.id(), TrainingJson.Run.of(run));
  }
}
