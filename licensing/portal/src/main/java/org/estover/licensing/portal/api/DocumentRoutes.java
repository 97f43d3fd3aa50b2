package org.estover.licensing.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.release.Release;
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

  private final PublishedReleases published;
  private final ReleaseReaders readers;
  private final Answers answers;

  DocumentRoutes(PublishedReleases published, ReleaseReaders readers, Answers answers) {
    this.published = published;
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
    PublishedReleases.Known known = published.known();
    WithdrawnSet withdrawn = known.withdrawn();
    if (ReleasedDocument.isId(query)) {
      List<DocumentJson> found = byId(known, query);
      return answers.one(
          new LookupJson(query, "document", found, true, withdrawn.covers(query, ""), null));
    }
    if (query.contains("/") || query.contains(":")) {
      List<DocumentJson> found = new ArrayList<>();
      for (Release release : all(known)) {
        for (ReleasedDocument document :
            readers.ask(release, reader -> reader.documentsOf(query))) {
          found.add(DocumentJson.of(release.id(), document, withdrawn));
        }
      }
      return answers.one(
          new LookupJson(query, "url", found, true, withdrawn.covers("", query), null));
    }
    Batch<DocumentJson> found = walk(known, query).from(0, LOOKED_UP);
    boolean complete = found.next() == Batch.END;
    String more = "/v1/hosts/" + UriUtils.encodePathSegment(query, StandardCharsets.UTF_8);
    boolean gone = withdrawn.covers("", "https://" + query + "/");
    return answers.one(
        new LookupJson(query, "host", found.items(), complete, gone, complete ? null : more));
  }

  /** The published releases that the store has, in the order in which they were published. */
  private List<Release> all(PublishedReleases.Known known) throws IOException {
    List<Release> all = new ArrayList<>();
    for (String id : known.releases().keySet()) {
      published.find(id).ifPresent(all::add);
    }
    return all;
  }

  private HostWalk walk(PublishedReleases.Known known, String host) throws IOException {
    return new HostWalk(all(known), readers, known.withdrawn(), host);
  }

  private List<DocumentJson> byId(PublishedReleases.Known known, String id) throws IOException {
    List<DocumentJson> found = new ArrayList<>();
    if (ReleasedDocument.isId(id)) {
      for (Release release : all(known)) {
        readers
            .ask(release, reader -> reader.document(id))
            .ifPresent(each -> found.add(DocumentJson.of(release.id(), each, known.withdrawn())));
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
    HostWalk walk = walk(published.known(), host);
    return answers.list(request, walk::from, each -> each);
  }

  @GetMapping("/v1/documents/{document}")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "document", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> document(HttpServletRequest request, @PathVariable String document)
      throws IOException {
    List<DocumentJson> found = byId(published.known(), document);
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
    PublishedReleases.Known known = published.known();
    List<String> holding = byId(known, document).stream().map(DocumentJson::release).toList();
    if (holding.isEmpty()) {
      throw Errors.notFound("document", document);
    }
    List<TrainingRun> runs =
        holding.stream().flatMap(release -> known.runsOver(release).stream()).toList();
    return answers.list(
        request, (from, most) -> exposed(Batch.of(runs, from, most), document), each -> each);
  }

  private Batch<ExposureJson> exposed(Batch<TrainingRun> runs, String document) throws IOException {
    List<ExposureJson> exposures = new ArrayList<>();
    for (TrainingRun run : runs.items()) {
      Release release = published.find(run.releaseId()).orElseThrow();
      BatchPlan plan = new BatchPlan(run.sequencesPerStep());
      List<Occurrence> read =
          readers.ask(release, run.orderId(), reader -> reader.occurrences(document, plan)).stream()
              .filter(place -> place.step() < run.steps())
              .toList();
      exposures.add(ExposureJson.of(run, read));
    }
    return new Batch<>(exposures, runs.next());
  }
}
