package org.estover.licensing.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.release.ReleasedDocument;
import org.jspecify.annotations.Nullable;
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
  private final Documents documents;
  private final Answers answers;

  DocumentRoutes(PublishedReleases published, Documents documents, Answers answers) {
    this.published = published;
    this.documents = documents;
    this.answers = answers;
  }

  @GetMapping("/v1/lookup")
  @Rule(value = Who.EVERYBODY, scope = "read")
  ResponseEntity<byte[]> lookup(HttpServletRequest request, @RequestParam String q)
      throws IOException {
    String query = q.strip();
    if (query.isEmpty()) {
      throw Errors.missing("q");
    }
    PublishedReleases.Known known = published.known();
    WithdrawnSet withdrawn = known.withdrawn();
    long from = answers.position(request);
    if (ReleasedDocument.isId(query)) {
      Batch<DocumentJson> found = documents.byId(known, query, from, LOOKED_UP);
      return looked(request, query, "document", found, withdrawn.covers(query, ""));
    }
    if (query.contains("/") || query.contains(":")) {
      Batch<DocumentJson> found = documents.byUrl(known, query, from, LOOKED_UP);
      return looked(request, query, "url", found, withdrawn.covers("", query));
    }
    Batch<DocumentJson> found = documents.ofHost(known, query, from, LOOKED_UP);
    String more = "/v1/hosts/" + UriUtils.encodePathSegment(query, StandardCharsets.UTF_8);
    boolean gone = withdrawn.covers("", "https://" + query + "/");
    return answers.one(
        LookupJson.of(query, "host", found, gone, found.next() == Batch.END ? null : more));
  }

  private ResponseEntity<byte[]> looked(
      HttpServletRequest request,
      String query,
      String kind,
      Batch<DocumentJson> found,
      boolean named) {
    @Nullable String more =
        found.next() == Batch.END ? null : answers.following(request, found.next());
    return answers.one(LookupJson.of(query, kind, found, named, more));
  }

  @GetMapping("/v1/hosts/{host}")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "host", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> host(HttpServletRequest request, @PathVariable String host)
      throws IOException {
    PublishedReleases.Known known = published.known();
    return answers.list(
        request, (from, most) -> documents.ofHost(known, host, from, most), each -> each);
  }

  @GetMapping("/v1/documents/{document}")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "document", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> document(HttpServletRequest request, @PathVariable String document)
      throws IOException {
    PublishedReleases.Known known = published.known();
    return answers.list(
        request,
        (from, most) -> {
          Batch<DocumentJson> found = documents.byId(known, document, from, most);
          if (from == 0 && found.items().isEmpty() && found.next() == Batch.END) {
            throw Errors.notFound("document", document);
          }
          return found;
        },
        each -> each);
  }

  @GetMapping("/v1/documents/{document}/exposures")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "document", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> exposures(HttpServletRequest request, @PathVariable String document)
      throws IOException {
    PublishedReleases.Known known = published.known();
    return answers.list(
        request,
        (from, most) -> {
          Documents.Exposed found = documents.exposures(known, document, from, most);
          if (from == 0 && !found.isHeld() && found.runs().next() == Batch.END) {
            throw Errors.notFound("document", document);
          }
          return found.runs();
        },
        each -> each);
  }
}
