package org.estover.licensing.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.ReleasedDocument;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** Which documents there are, of which sites, and which training runs read them. */
@RestController
final class DocumentRoutes {
  private static final int LOOKED_UP = 100;

  private final TrustDesk desk;
  private final Readers readers;
  private final Answers answers;

  DocumentRoutes(TrustDesk desk, Readers readers, Answers answers) {
    this.desk = desk;
    this.readers = readers;
    this.answers = answers;
  }

  @GetMapping("/v1/lookup")
  @Rule(value = Who.EVERYBODY, scope = "read")
  ResponseEntity<byte[]> lookup(@RequestParam String q) throws IOException {
    String query = q.strip();
    if (query.isEmpty()) {
      throw Errors.missing("q");
    }
    WithdrawnSet withdrawn = desk.read(opened -> opened.trust().withdrawn());
    if (ReleasedDocument.isId(query)) {
      List<DocumentJson> found = byId(query, withdrawn);
      return answers.one(
          new LookupJson(query, "document", found, true, withdrawn.covers(query, ""), null));
    }
    if (query.contains("/") || query.contains(":")) {
      List<DocumentJson> found = new ArrayList<>();
      for (Map.Entry<String, Reconstruct> release : readers.all().entrySet()) {
        for (ReleasedDocument document : release.getValue().documentsOf(query)) {
          found.add(of(release.getKey(), document, withdrawn));
        }
      }
      return answers.one(
          new LookupJson(query, "url", found, true, withdrawn.covers("", query), null));
    }
    Batch<DocumentJson> found = new HostWalk(readers.all(), withdrawn, query).from(0, LOOKED_UP);
    boolean complete = found.next() == Batch.END;
    String more = "/v1/hosts/" + UriUtils.encodePathSegment(query, StandardCharsets.UTF_8);
    boolean gone = withdrawn.covers("", "https://" + query + "/");
    return answers.one(
        new LookupJson(query, "host", found.items(), complete, gone, complete ? null : more));
  }

  private static DocumentJson of(String release, ReleasedDocument document, WithdrawnSet gone) {
    return DocumentJson.of(release, document, gone.covers(document.id(), document.uri()));
  }

  private List<DocumentJson> byId(String id, WithdrawnSet withdrawn) throws IOException {
    List<DocumentJson> found = new ArrayList<>();
    if (ReleasedDocument.isId(id)) {
      for (Map.Entry<String, Reconstruct> release : readers.all().entrySet()) {
        Optional<DocumentRow> row = release.getValue().row(id);
        row.ifPresent(each -> found.add(of(release.getKey(), each.document(), withdrawn)));
      }
    }
    return found;
  }

  @GetMapping("/v1/hosts/{host}")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "host", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> host(HttpServletRequest request, @PathVariable String host)
      throws IOException {
    WithdrawnSet withdrawn = desk.read(opened -> opened.trust().withdrawn());
    HostWalk walk = new HostWalk(readers.all(), withdrawn, host);
    return answers.list(request, walk::from, each -> each);
  }

  @GetMapping("/v1/documents/{document}")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "document", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> document(HttpServletRequest request, @PathVariable String document)
      throws IOException {
    WithdrawnSet withdrawn = desk.read(opened -> opened.trust().withdrawn());
    List<DocumentJson> found = byId(document, withdrawn);
    if (found.isEmpty()) {
      throw Errors.notFound("document", document);
    }
    return answers.list(request, (from, most) -> Batch.of(found, from, most), each -> each);
  }

  @GetMapping("/v1/documents/{document}/exposures")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "document", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> exposures(HttpServletRequest request, @PathVariable String document)
      throws IOException {
    WithdrawnSet withdrawn = desk.read(opened -> opened.trust().withdrawn());
    List<String> holding = byId(document, withdrawn).stream().map(DocumentJson::release).toList();
    if (holding.isEmpty()) {
      throw Errors.notFound("document", document);
    }
    // A derived order reads at other places; its training runs tell theirs by their own route.
    List<TrainingRun> runs =
        desk.read(opened -> opened.trust().trainingRuns()).stream()
            .filter(run -> holding.contains(run.releaseId()) && run.orderId().isEmpty())
            .toList();
    return answers.list(
        request, (from, most) -> exposed(Batch.of(runs, from, most), document), each -> each);
  }

  private Batch<ExposureJson> exposed(Batch<TrainingRun> runs, String document) throws IOException {
    List<ExposureJson> exposures = new ArrayList<>();
    for (TrainingRun run : runs.items()) {
      List<Occurrence> read =
          readers
              .known(run.releaseId())
              .occurrences(document, new BatchPlan(run.sequencesPerStep()))
              .stream()
              .filter(place -> place.step() < run.steps())
              .toList();
      exposures.add(ExposureJson.of(run.id(), run.releaseId(), read));
    }
    return new Batch<>(exposures, runs.next());
  }
}
