package org.estover.licensing.portal.trainingrun;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.OpenReleases;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.ledger.LogIndex;
import org.estover.licensing.portal.release.ReleaseTokenizers;
import org.estover.licensing.terms.ReleaseStore;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** A training run: what it read in all, and step by step down to documents. */
@Controller
final class TrainingRunPage {
  private static final int LINES = 200;
  private static final int PLACES = 200;

  private final TrustDesk desk;
  private final OpenReleases releases;
  private final ReleaseStore store;
  private final LogIndex index;
  private final ReleaseTokenizers tokenizers;

  TrainingRunPage(
      TrustDesk desk,
      OpenReleases releases,
      PortalSettings settings,
      LogIndex index,
      ReleaseTokenizers tokenizers) {
    this.desk = desk;
    this.releases = releases;
    this.store = new ReleaseStore(settings.releases());
    this.index = index;
    this.tokenizers = tokenizers;
  }

  @GetMapping("/training-runs/{run}")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "run", kind = ThingKind.TRAINING_RUN))
  String run(
      @PathVariable("run") String id, @RequestParam(defaultValue = "0") int from, Model model)
      throws IOException {
    RunView view = RunView.of(desk, id);
    int count = view.run().usage().lines().size();
    int first = Math.max(0, Math.min(from, count));
    int end = Math.min(count, first + LINES);
    model.addAttribute("view", view);
    model.addAttribute("lines", view.run().usage().lines().subList(first, end));
    model.addAttribute("next", end < count ? end : 0);
    model.addAttribute("level", desk.read(o -> o.trust().verifications().levelOf(id)));
    model.addAttribute("checks", desk.read(o -> o.trust().verifications().of(id)));
    model.addAttribute("weights", desk.read(o -> o.trust().modelCheckpoints(id)));
    model.addAttribute("recorded", index.recorded(desk.read(o -> o.ledger().log()), id));
    return "trainingrun/run";
  }

  @GetMapping("/training-runs/{run}/steps")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "run", kind = ThingKind.TRAINING_RUN))
  String jump(@PathVariable("run") String id, @RequestParam(defaultValue = "0") long step) {
    return "redirect:/training-runs/" + id + "/steps/" + step;
  }

  @GetMapping("/training-runs/{run}/steps/{step}")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = {
        @Rule.Thing(name = "run", kind = ThingKind.TRAINING_RUN),
        @Rule.Thing(name = "step", kind = ThingKind.PUBLIC)
      })
  String step(
      @PathVariable("run") String id,
      @PathVariable("step") long step,
      @RequestParam(defaultValue = "0") int from,
      Visitor visitor,
      Model model)
      throws IOException {
    RunView view = RunView.of(desk, id);
    TrainingRun run = view.run();
    if (step < 0 || step >= run.steps() || from < 0 || from >= run.sequencesPerStep()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    // Who has the grant may read the texts; who checks the trust reads what they are and whose.
    boolean reads = visitor.actsFor(view.agreement().developerId());
    try (Reconstruct release = open(run)) {
      @Nullable Tokenizer tokenizer = reads ? tokenizers.of(release.release()).orElse(null) : null;
      model.addAttribute("page", StepView.of(release, run, step, from, tokenizer));
      model.addAttribute("decodes", tokenizer != null);
    }
    model.addAttribute("view", view);
    model.addAttribute("reads", reads);
    int next = from + StepView.SEQUENCES;
    model.addAttribute("next", next < run.sequencesPerStep() ? next : 0);
    return "trainingrun/step";
  }

  /**
   * Where a training run read a document.
   *
   * @param document the document
   * @param isMasked whether it was taken down since
   * @param places the first places
   * @param count how many there are
   */
  record Read(ReleasedDocument document, boolean isMasked, List<Occurrence> places, int count) {}

  @GetMapping("/training-runs/{run}/documents")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "run", kind = ThingKind.TRAINING_RUN))
  String documents(
      @PathVariable("run") String id,
      @RequestParam(name = "url", defaultValue = "") String url,
      Model model)
      throws IOException {
    RunView view = RunView.of(desk, id);
    String asked = url.strip();
    List<Read> found = new ArrayList<>();
    if (!asked.isEmpty()) {
      try (Reconstruct release = open(view.run())) {
        for (ReleasedDocument document : documents(release, asked)) {
          found.add(read(release, view.run(), document));
        }
      }
    }
    model.addAttribute("view", view);
    model.addAttribute("url", asked);
    model.addAttribute("found", found);
    return "trainingrun/documents";
  }

  private static List<ReleasedDocument> documents(Reconstruct release, String asked)
      throws IOException {
    return ReleasedDocument.isId(asked)
        ? release.document(asked).stream().toList()
        : release.documentsOf(asked);
  }

  private static Read read(Reconstruct release, TrainingRun run, ReleasedDocument document)
      throws IOException {
    List<Occurrence> places =
        release.occurrences(document.id(), new BatchPlan(run.sequencesPerStep())).stream()
            .filter(place -> place.step() < run.steps())
            .toList();
    boolean isMasked = !release.masks().caseOf(document.id()).isEmpty();
    return new Read(
        document, isMasked, places.subList(0, Math.min(PLACES, places.size())), places.size());
  }

  /** The release as the training run reads it; a derived order is read from where it is kept. */
  private Reconstruct open(TrainingRun run) throws IOException {
    if (!run.orderId().isEmpty()) {
      return store.ordered(run.releaseId(), run.orderId());
    }
    Release release =
        releases
            .find(run.releaseId())
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return Reconstruct.of(release);
  }
}
