package org.estover.licensing.portal.hub;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.download.DatasetName;
import org.estover.licensing.portal.download.DownloadRefusedException;
import org.estover.licensing.portal.download.Downloads;
import org.estover.licensing.portal.download.ReleaseFile;
import org.estover.licensing.portal.download.ShelvedRelease;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Hugging Face's endpoints for reading a data set: information, tree, paths, refs, and files. Lists
 * and cards are open to everybody; shards need a grant, and where there is none the refusal names
 * the page where licenses are to be had, in a header and in the body.
 */
@RestController
final class HubPage {
  private static final String SET = "/api/datasets/{owner}/{name}";
  private static final String MAIN = "main";
  private static final int MOST_ENTRIES = 1000;

  private final Datasets datasets;
  private final Downloads downloads;
  private final HubAnswers answers;

  HubPage(Datasets datasets, Downloads downloads, HubAnswers answers) {
    this.datasets = datasets;
    this.downloads = downloads;
    this.answers = answers;
  }

  /** What is asked by POST about some files, as it came. */
  record Paths(@Nullable List<String> paths, @Nullable Boolean expand) {}

  @GetMapping({SET, SET + "/revision/{revision}"})
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "owner", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "name", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "revision", kind = ThingKind.PUBLIC)
      })
  Map<String, Object> revision(
      @PathVariable("owner") String owner,
      @PathVariable("name") String name,
      @PathVariable(name = "revision", required = false) @Nullable String revision,
      Visitor visitor)
      throws IOException, HubRefusedException {
    String asked = revision == null ? MAIN : revision;
    return HubAnswers.information(datasets.find(new DatasetName(owner, name), asked, visitor));
  }

  @GetMapping(SET + "/refs")
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "owner", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "name", kind = ThingKind.PUBLIC)
      })
  Map<String, Object> refs(
      @PathVariable("owner") String owner, @PathVariable("name") String name, Visitor visitor)
      throws IOException, HubRefusedException {
    DatasetName set = new DatasetName(owner, name);
    return HubAnswers.refs(
        datasets.releases(set), datasets.find(set, MAIN, visitor).release().commit());
  }

  @GetMapping({SET + "/tree/{revision}", SET + "/tree/{revision}/{*path}"})
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "owner", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "name", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "revision", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "path", kind = ThingKind.PUBLIC)
      })
  ResponseEntity<List<Map<String, Object>>> tree(
      @PathVariable("owner") String owner,
      @PathVariable("name") String name,
      @PathVariable("revision") String revision,
      @PathVariable(name = "path", required = false) @Nullable String path,
      @RequestParam(name = "expand", defaultValue = "false") boolean expand,
      @RequestParam(name = "limit", defaultValue = "" + MOST_ENTRIES) int limit,
      @RequestParam(name = "cursor", defaultValue = "") String cursor,
      Visitor visitor)
      throws IOException, HubRefusedException {
    Datasets.Revision found = datasets.find(new DatasetName(owner, name), revision, visitor);
    if (path != null && !path.isEmpty() && !path.equals("/")) {
      throw HubRefusedException.noEntry(found.name().path(), path.substring(1) + "/");
    }
    int most = Math.max(1, Math.min(MOST_ENTRIES, limit));
    ShelvedRelease release = found.release();
    List<ReleaseFile> rest =
        release.files().tailMap(after(cursor)).values().stream().limit(most + 1L).toList();
    List<Map<String, Object>> entries = new ArrayList<>();
    for (ReleaseFile file : rest.subList(0, Math.min(most, rest.size()))) {
      entries.add(answers.entry(release, file, expand));
    }
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (rest.size() > most) {
      String next =
          ServletUriComponentsBuilder.fromCurrentRequest()
              .replaceQueryParam("cursor", cursor(rest.get(most - 1).name()))
              .toUriString();
      answer.header("Link", "<" + next + ">; rel=\"next\"");
    }
    return answer.body(entries);
  }

  private static String cursor(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The name that comes next behind the one of a cursor; whatever a cursor holds is a name. */
  private static String after(String cursor) {
    try {
      String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return name.isEmpty() ? "" : name + "\0";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @PostMapping(path = SET + "/paths-info/{revision}", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "owner", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "name", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "revision", kind = ThingKind.PUBLIC)
      })
  List<Map<String, Object>> paths(
      @PathVariable("owner") String owner,
      @PathVariable("name") String name,
      @PathVariable("revision") String revision,
      @RequestBody Paths asked,
      Visitor visitor)
      throws IOException, HubRefusedException {
    Datasets.Revision found = datasets.find(new DatasetName(owner, name), revision, visitor);
    List<String> paths = Objects.requireNonNullElse(asked.paths(), List.of());
    return entries(found.release(), paths, Boolean.TRUE.equals(asked.expand()));
  }

  /** The same as a form, which the client in Python sends. */
  @PostMapping(
      path = SET + "/paths-info/{revision}",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "owner", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "name", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "revision", kind = ThingKind.PUBLIC)
      })
  List<Map<String, Object>> pathsOfForm(
      @PathVariable("owner") String owner,
      @PathVariable("name") String name,
      @PathVariable("revision") String revision,
      @RequestParam("paths") List<String> paths,
      @RequestParam(name = "expand", defaultValue = "false") boolean expand,
      Visitor visitor)
      throws IOException, HubRefusedException {
    Datasets.Revision found = datasets.find(new DatasetName(owner, name), revision, visitor);
    return entries(found.release(), paths, expand);
  }

  /** The first of the files that are meant, and there. */
  private List<Map<String, Object>> entries(
      ShelvedRelease release, List<String> paths, boolean expand) throws IOException {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (String path : paths.subList(0, Math.min(MOST_ENTRIES, paths.size()))) {
      Optional<ReleaseFile> file = release.file(path);
      if (file.isPresent()) {
        entries.add(answers.entry(release, file.get(), expand));
      }
    }
    return entries;
  }

  @GetMapping("/datasets/{owner}/{name}/resolve/{revision}/{*path}")
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "owner", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "name", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "revision", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "path", kind = ThingKind.PUBLIC)
      })
  void resolve(
      @PathVariable("owner") String owner,
      @PathVariable("name") String name,
      @PathVariable("revision") String revision,
      @PathVariable("path") String path,
      Visitor visitor,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, HubRefusedException {
    Datasets.Revision found = datasets.find(new DatasetName(owner, name), revision, visitor);
    ShelvedRelease release = found.release();
    ReleaseFile file = release.files().get(path.substring(1));
    if (file == null) {
      throw HubRefusedException.noEntry(found.name().path(), path.substring(1));
    }
    response.setHeader("X-Repo-Commit", release.commit());
    if (!file.isGated()) {
      downloads.open(request, response, release, file);
      return;
    }
    try {
      Downloads.MadeLink made = downloads.link(visitor, release, file, "");
      String tag = "\"" + made.tag() + "\"";
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("ETag", tag);
      response.setHeader("X-Linked-Etag", tag);
      response.setHeader("X-Linked-Size", Long.toString(file.size()));
      response.setHeader("Accept-Ranges", "bytes");
      response.setHeader("Cache-Control", "no-store");
      // Loaders take what they are led to by a full address for the file itself, and ask it for
      // bytes only.
      response.setHeader(
          "Location",
          ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
              + made.address());
    } catch (DownloadRefusedException e) {
      throw HubRefusedException.gated(e);
    }
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(HubRefusedException refusal) {
    String message = String.valueOf(refusal.getMessage());
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(refusal.status())
            .contentType(MediaType.APPLICATION_JSON)
            .header("X-Error-Code", refusal.code())
            .header("X-Error-Message", printable(message));
    if (refusal.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      answer.header("WWW-Authenticate", "Bearer");
    }
    return answer.body(Map.of("error", message));
  }

  /** What a header can hold of a text in which a visitor's own words may stand. */
  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
