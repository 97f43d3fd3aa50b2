package org.estover.licensing.portal.difference;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.release.Answers;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.release.Release;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** What changed between two releases, with reasons: a page at a time, or all in a file. */
@Controller
final class DifferencePage {
  private static final String BOTH = "/releases/{first:rel_[0-9a-f]+}...{second:rel_[0-9a-f]+}";

  private final PublishedReleases releases;
  private final Comparisons comparisons;
  private final JsonMapper json;

  DifferencePage(PublishedReleases releases, Comparisons comparisons, JsonMapper json) {
    this.releases = releases;
    this.comparisons = comparisons;
    this.json = json;
  }

  @GetMapping(BOTH)
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "first", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "second", kind = ThingKind.PUBLIC)
      })
  String page(
      @PathVariable("first") String first,
      @PathVariable("second") String second,
      @RequestParam(defaultValue = "0") int page,
      Model model)
      throws IOException {
    Optional<Difference> difference = difference(first, second);
    model.addAttribute("first", first);
    model.addAttribute("second", second);
    model.addAttribute("firstName", found(first).content().name());
    model.addAttribute("secondName", found(second).content().name());
    model.addAttribute("difference", difference.orElse(null));
    List<Row> rows =
        difference.isPresent() ? difference.get().page(page, withdrawn(), json) : List.of();
    model.addAttribute("rows", rows);
    model.addAttribute("from", (long) page * Difference.PAGE + 1);
    model.addAttribute("to", (long) page * Difference.PAGE + rows.size());
    boolean more = difference.isPresent() && page + 1 < difference.get().pages().size();
    model.addAttribute("next", more ? page + 1 : -1);
    return "difference/page";
  }

  @GetMapping(BOTH + "/documents.ndjson")
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "first", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "second", kind = ThingKind.PUBLIC)
      })
  void file(
      @PathVariable("first") String first,
      @PathVariable("second") String second,
      HttpServletResponse response)
      throws IOException {
    Difference difference =
        difference(first, second)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE));
    response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"" + first + "..." + second + ".ndjson\"");
    difference.writeTo(response.getOutputStream(), withdrawn(), json);
  }

  private WithdrawnSet withdrawn() throws IOException {
    return releases.known().withdrawn();
  }

  private Optional<Difference> difference(String first, String second) throws IOException {
    return comparisons.soon(found(first), found(second), withdrawn());
  }

  private Release found(String id) throws IOException {
    return releases.find(id).orElseThrow(Answers::missing);
  }
}
