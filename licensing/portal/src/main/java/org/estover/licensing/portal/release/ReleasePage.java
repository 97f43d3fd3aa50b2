package org.estover.licensing.portal.release;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.chart.Funnel;
import org.estover.licensing.portal.chart.LicenseKinds;
import org.estover.licensing.terms.summary.EuSummary;
import org.estover.tokenize.release.Cards;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.ReleasedFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;

/** One release: what it is, what is in it, how it came about, how to check and to cite it. */
@Controller
final class ReleasePage {
  private static final String ONE = "/releases/{release:rel_[0-9a-f]+}";
  private static final MediaType MARKDOWN =
      new MediaType(MediaType.TEXT_MARKDOWN, StandardCharsets.UTF_8);
  private static final MediaType JSON_LD = MediaType.parseMediaType("application/ld+json");
  private static final int FILES_SHOWN = 60;
  private static final String EDITION = "1.0.0";

  private final PublishedReleases releases;
  private final ReleaseFigures figures;
  private final PortalSettings settings;

  ReleasePage(PublishedReleases releases, ReleaseFigures figures, PortalSettings settings) {
    this.releases = releases;
    this.figures = figures;
    this.settings = settings;
  }

  @GetMapping(ONE)
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  @Nullable String page(
      @PathVariable("release") String id,
      @RequestParam(defaultValue = "0") int files,
      Visitor visitor,
      WebRequest request,
      HttpServletResponse response,
      Model model)
      throws IOException {
    PublishedReleases.Known known = releases.known();
    Release release = found(id);
    Figures counted = figures.soon(release).orElse(null);
    int runs = known.runsOver(id).size();
    String state =
        String.join(
            ".",
            id,
            Integer.toString(files),
            Integer.toString(runs),
            Integer.toString(known.releases().size()),
            counted == null ? "counting" : "counted");
    if (Answers.isKnown(visitor, request, response, state)) {
      return null;
    }
    ReleaseContent content = release.content();
    List<ReleasedFile> all = content.files();
    int first = Math.max(0, Math.min(files, all.size()));
    int end = Math.min(all.size(), first + FILES_SHOWN);
    model.addAttribute("id", id);
    model.addAttribute("published", published(known, id));
    model.addAttribute("content", content);
    model.addAttribute("contentSha256", release.manifest().contentSha256());
    model.addAttribute("mix", LicenseKinds.mix(content));
    model.addAttribute("funnel", Funnel.of(content));
    model.addAttribute("figures", counted);
    model.addAttribute("files", all.subList(first, end));
    model.addAttribute("fileCount", all.size());
    model.addAttribute("fileFrom", first);
    model.addAttribute("fileNext", end < all.size() ? end : -1);
    model.addAttribute("fileBytes", all.stream().mapToLong(ReleasedFile::size).sum());
    model.addAttribute("runs", runs);
    model.addAttribute("before", before(known, id));
    model.addAttribute("address", address(id));
    model.addAttribute("citation", citation(known, release));
    return "release/page";
  }

  private String citation(PublishedReleases.Known known, Release release) {
    return "@misc{"
        + release.id()
        + ",\n  author = {{"
        + plain(known.trustName())
        + "}},\n  title = {"
        + plain(release.content().name())
        + ", release "
        + release.id()
        + "},\n  date = {"
        + published(known, release.id()).day()
        + "},\n  url = {"
        + address(release.id())
        + "},\n  note = {SHA-256 of the content: "
        + release.manifest().contentSha256()
        + "}\n}";
  }

  /** Without what BibTeX reads as its own. */
  private static String plain(String text) {
    return text.replaceAll("[{}\\\\%#$&_^~]", " ").strip();
  }

  /** The release published before one, "" for the first. */
  private static String before(PublishedReleases.Known known, String id) {
    String before = "";
    for (String each : known.releases().keySet()) {
      if (each.equals(id)) {
        return before;
      }
      before = each;
    }
    return "";
  }

  @GetMapping(ONE + "/croissant.json")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  ResponseEntity<byte[]> croissant(@PathVariable("release") String id) throws IOException {
    return Answers.forGood(id + ".croissant", JSON_LD, bytes(cards(id).croissant()));
  }

  @GetMapping(ONE + "/README.md")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  ResponseEntity<byte[]> readme(@PathVariable("release") String id) throws IOException {
    return Answers.forGood(id + ".readme", MARKDOWN, bytes(cards(id).readme()));
  }

  @GetMapping(ONE + "/LICENSE.md")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  ResponseEntity<byte[]> licenses(@PathVariable("release") String id) throws IOException {
    return Answers.forGood(id + ".licenses", MARKDOWN, bytes(cards(id).licenses()));
  }

  @GetMapping(ONE + "/eu-summary")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  String euSummary(@PathVariable("release") String id, Model model) throws IOException {
    Release release = found(id);
    model.addAttribute("id", id);
    model.addAttribute("content", release.content());
    model.addAttribute("summary", figures.soon(release).map(Figures::euSummary).orElse(null));
    return "release/eu-summary";
  }

  @GetMapping(ONE + "/eu-summary.json")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  ResponseEntity<Map<String, Object>> euSummaryData(@PathVariable("release") String id)
      throws IOException {
    EuSummary summary = counted(id).euSummary();
    return Answers.forGood(id + ".eu", MediaType.APPLICATION_JSON, summary.toJson());
  }

  @GetMapping(ONE + "/charts/funnel.json")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  ResponseEntity<Funnel> funnel(@PathVariable("release") String id) throws IOException {
    return Answers.forGood(
        id + ".funnel", MediaType.APPLICATION_JSON, Funnel.of(found(id).content()));
  }

  @GetMapping(ONE + "/charts/licenses.json")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  ResponseEntity<List<LicenseKinds.Part>> mix(@PathVariable("release") String id)
      throws IOException {
    return Answers.forGood(
        id + ".licenses", MediaType.APPLICATION_JSON, LicenseKinds.mix(found(id).content()));
  }

  @GetMapping(ONE + "/charts/domains.json")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  ResponseEntity<Object> domains(@PathVariable("release") String id) throws IOException {
    return Answers.forGood(id + ".domains", MediaType.APPLICATION_JSON, counted(id).domains());
  }

  @GetMapping(ONE + "/charts/order.json")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  ResponseEntity<Object> order(@PathVariable("release") String id) throws IOException {
    return Answers.forGood(id + ".order", MediaType.APPLICATION_JSON, counted(id).order());
  }

  private Figures counted(String id) throws IOException {
    return figures
        .soon(found(id))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE));
  }

  private Cards cards(String id) throws IOException {
    PublishedReleases.Known known = releases.known();
    return Cards.ofShards(
        found(id),
        new Cards.Publication(
            address(id),
            known.trustName(),
            published(known, id).day().toString(),
            EDITION,
            List.of()));
  }

  private String address(String id) {
    return settings.publicUrl() + "/releases/" + id;
  }

  private Release found(String id) throws IOException {
    return releases.find(id).orElseThrow(Answers::missing);
  }

  private static PublishedReleases.Published published(PublishedReleases.Known known, String id) {
    PublishedReleases.Published published = known.releases().get(id);
    if (published == null) {
      throw Answers.missing();
    }
    return published;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
