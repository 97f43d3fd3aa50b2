package org.estover.licensing.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.tokenize.release.Release;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Releases, their files, and how two of them differ. */
@RestController
final class ReleaseRoutes {
  private final PublishedReleases published;
  private final Answers answers;

  ReleaseRoutes(PublishedReleases published, Answers answers) {
    this.published = published;
    this.answers = answers;
  }

  @GetMapping("/v1/releases")
  @Rule(value = Who.EVERYBODY, scope = "read")
  ResponseEntity<byte[]> releases(HttpServletRequest request) throws IOException {
    List<String> ids = List.copyOf(published.known().releases().keySet());
    return answers.list(request, (from, most) -> opened(Batch.of(ids, from, most)), each -> each);
  }

  private Batch<ReleaseJson> opened(Batch<String> ids) throws IOException {
    List<ReleaseJson> releases = new ArrayList<>();
    for (String id : ids.items()) {
      published.find(id).ifPresent(release -> releases.add(ReleaseJson.of(release)));
    }
    return new Batch<>(releases, ids.next());
  }

  @GetMapping("/v1/releases/{release}")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> release(@PathVariable String release) throws IOException {
    return answers.one(ReleaseJson.of(known(release)));
  }

  @GetMapping("/v1/releases/{release}/files")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> files(HttpServletRequest request, @PathVariable String release)
      throws IOException {
    Release known = known(release);
    return answers.list(
        request,
        (from, most) -> Batch.of(known.content().files(), from, most),
        ReleaseJson.File::of);
  }

  @GetMapping("/v1/releases/{first}...{second}/diff")
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "first", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "second", kind = ThingKind.PUBLIC)
      },
      scope = "read")
  ResponseEntity<byte[]> diff(@PathVariable String first, @PathVariable String second)
      throws IOException {
    return answers.one(ReleaseDiffJson.of(known(first), known(second)));
  }

  private Release known(String id) throws IOException {
    return published.find(id).orElseThrow(() -> Errors.notFound("release", id));
  }
}
