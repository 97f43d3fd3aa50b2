package org.estover.licensing.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.tokenize.release.Release;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Releases, their files, and how two of them differ. */
@RestController
final class ReleaseRoutes {
  private final TrustDesk desk;
  private final Readers readers;
  private final Answers answers;

  ReleaseRoutes(TrustDesk desk, Readers readers, Answers answers) {
    this.desk = desk;
    this.readers = readers;
    this.answers = answers;
  }

  @GetMapping("/v1/releases")
  @Rule(value = Who.EVERYBODY, scope = "read")
  ResponseEntity<byte[]> releases(HttpServletRequest request) throws IOException {
    List<String> ids = desk.read(opened -> opened.trust().releaseIds());
    return answers.list(request, (from, most) -> opened(Batch.of(ids, from, most)), each -> each);
  }

  private Batch<ReleaseJson> opened(Batch<String> ids) throws IOException {
    List<ReleaseJson> releases = new ArrayList<>();
    for (String id : ids.items()) {
      readers.find(id).ifPresent(reader -> releases.add(ReleaseJson.of(reader.release())));
    }
    return new Batch<>(releases, ids.next());
  }

  @GetMapping("/v1/releases/{release}")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> release(@PathVariable String release) throws IOException {
    return answers.one(ReleaseJson.of(readers.known(release).release()));
  }

  @GetMapping("/v1/releases/{release}/files")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> files(HttpServletRequest request, @PathVariable String release)
      throws IOException {
    Release known = readers.known(release).release();
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
    return answers.one(
        ReleaseDiffJson.of(readers.known(first).release(), readers.known(second).release()));
  }
}
