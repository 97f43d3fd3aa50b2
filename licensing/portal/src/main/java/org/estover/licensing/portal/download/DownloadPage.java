package org.estover.licensing.portal.download;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.ObjectMapper;

/** The files of a release: their list, and each of them. */
@Controller
final class DownloadPage {
  private static final int ROWS = 200;
  private static final int UNKNOWN = 401;

  private final Shelf shelf;
  private final Downloads downloads;
  private final DownloadRights rights;
  private final TrustBook book;
  private final PortalSettings settings;
  private final ObjectMapper json;

  DownloadPage(
      Shelf shelf,
      Downloads downloads,
      DownloadRights rights,
      TrustBook book,
      PortalSettings settings,
      ObjectMapper json) {
    this.shelf = shelf;
    this.book = book;
    this.settings = settings;
    this.downloads = downloads;
    this.rights = rights;
    this.json = json;
  }

  @GetMapping("/download/{release}")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  String files(
      @PathVariable("release") String release,
      @RequestParam(name = "after", defaultValue = "") String after,
      Visitor visitor,
      Model model)
      throws IOException {
    ShelvedRelease shelved = shelved(release);
    List<ReleaseFile> rest =
        shelved.files().tailMap(after + (after.isEmpty() ? "" : "\0")).values().stream()
            .limit(ROWS + 1L)
            .toList();
    List<ReleaseFile> shown = rest.subList(0, Math.min(ROWS, rest.size()));
    model.addAttribute("release", shelved.id());
    model.addAttribute("corpus", shelved.release().content().name());
    model.addAttribute("count", shelved.files().size());
    model.addAttribute(
        "bytes", shelved.files().values().stream().mapToLong(ReleaseFile::size).sum());
    model.addAttribute("files", shown);
    model.addAttribute("next", rest.size() > ROWS ? shown.get(ROWS - 1).name() : "");
    model.addAttribute("covered", rights.covers(visitor, shelved.id()));
    model.addAttribute("endpoint", settings.publicUrl());
    model.addAttribute(
        "dataset",
        DatasetName.of(book.now().trustName(), shelved.release().content().name()).path());
    return "download/files";
  }

  @GetMapping("/download/{release}/{file}")
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "release", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "file", kind = ThingKind.PUBLIC)
      })
  @Nullable ModelAndView file(
      @PathVariable("release") String release,
      @PathVariable("file") String name,
      @RequestParam(name = "grant", defaultValue = "") String grantId,
      Visitor visitor,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ShelvedRelease shelved = shelved(release);
    ReleaseFile file = shelved.files().get(name);
    if (file == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    try {
      if (!file.isGated()) {
        downloads.open(request, response, shelved, file);
      } else if (SignedLinks.isSigned(Objects.requireNonNullElse(request.getQueryString(), ""))) {
        downloads.follow(request, response, shelved, file);
      } else {
        Downloads.MadeLink made = downloads.link(visitor, shelved, file, grantId);
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", made.address());
        response.setHeader("Cache-Control", "no-store");
      }
      return null;
    } catch (DownloadRefusedException e) {
      return refused(e, release, request, response);
    }
  }

  private @Nullable ModelAndView refused(
      DownloadRefusedException refusal,
      String release,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    String accepted = Objects.requireNonNullElse(request.getHeader("Accept"), "");
    if (accepted.contains(MediaType.TEXT_HTML_VALUE)) {
      if (refusal.status() == UNKNOWN) {
        throw new InsufficientAuthenticationException("sign in first");
      }
      ModelAndView page = new ModelAndView("download/refused");
      page.setStatus(HttpStatusCode.valueOf(refusal.status()));
      page.addObject("reason", String.valueOf(refusal.getMessage()));
      page.addObject("release", release);
      return page;
    }
    Map<String, Object> problem = new TreeMap<>();
    problem.put("type", "about:blank");
    problem.put("title", refusal.status() == UNKNOWN ? "Sign in first" : "Not licensed");
    problem.put("status", refusal.status());
    problem.put("detail", String.valueOf(refusal.getMessage()));
    response.setStatus(refusal.status());
    if (refusal.status() == UNKNOWN) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    return null;
  }

  private ShelvedRelease shelved(String release) throws IOException {
    return shelf.find(release).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
