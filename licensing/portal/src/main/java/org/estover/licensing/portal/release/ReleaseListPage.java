package org.estover.licensing.portal.release;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.chart.LicenseKinds;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.WebRequest;

/** All releases, newest first, a page at a time, and how their mix of licenses changed. */
@Controller
final class ReleaseListPage {
  private static final int SHOWN = 20;

  private final PublishedReleases releases;

  ReleaseListPage(PublishedReleases releases) {
    this.releases = releases;
  }

  /**
   * A release in the list.
   *
   * @param name of the corpus
   * @param mix tokens by kind of license
   */
  record Listed(
      PublishedReleases.Published published,
      String name,
      boolean stored,
      List<LicenseKinds.Part> mix) {

    /** Tokens of a kind, 0 where the release has none. */
    public long tokensOf(String kind) {
      return mix.stream()
          .filter(part -> part.kind().equals(kind))
          .mapToLong(LicenseKinds.Part::tokens)
          .sum();
    }
  }

  /**
   * The mix of licenses over some releases, oldest first.
   *
   * @param tokens of each kind, in the order of the releases
   */
  record Mix(List<String> releases, List<String> kinds, List<List<Long>> tokens) {}

  @GetMapping("/releases")
  @Rule(Who.EVERYBODY)
  @Nullable String list(
      @RequestParam(defaultValue = "0") int from,
      Visitor visitor,
      WebRequest request,
      HttpServletResponse response,
      Model model)
      throws IOException {
    PublishedReleases.Known known = releases.known();
    if (Answers.isKnown(visitor, request, response, "list." + known.logSize() + "." + from)) {
      return null;
    }
    List<PublishedReleases.Published> all = known.newestFirst();
    int first = Math.max(0, Math.min(from, all.size()));
    int end = Math.min(all.size(), first + SHOWN);
    List<Listed> shown = listed(all.subList(first, end));
    model.addAttribute("listed", shown);
    model.addAttribute("kinds", kinds(shown));
    model.addAttribute("all", all.size());
    model.addAttribute("from", first);
    model.addAttribute("next", end < all.size() ? end : -1);
    return "release/list";
  }

  @GetMapping("/releases/charts/licenses.json")
  @Rule(Who.EVERYBODY)
  @ResponseBody
  Mix mix(@RequestParam(defaultValue = "0") int from) throws IOException {
    List<PublishedReleases.Published> all = releases.known().newestFirst();
    int first = Math.max(0, Math.min(from, all.size()));
    List<Listed> shown =
        new ArrayList<>(listed(all.subList(first, Math.min(all.size(), first + SHOWN))));
    Collections.reverse(shown);
    List<String> kinds = kinds(shown);
    return new Mix(
        shown.stream().map(each -> each.published().releaseId()).toList(),
        kinds,
        kinds.stream()
            .map(kind -> shown.stream().map(each -> each.tokensOf(kind)).toList())
            .toList());
  }

  private List<Listed> listed(List<PublishedReleases.Published> published) throws IOException {
    List<Listed> listed = new ArrayList<>();
    for (PublishedReleases.Published each : published) {
      Optional<Release> release = releases.find(each.releaseId());
      listed.add(
          new Listed(
              each,
              release.map(found -> found.content().name()).orElse(""),
              release.isPresent(),
              release.map(found -> LicenseKinds.mix(found.content())).orElse(List.of())));
    }
    return listed;
  }

  /** The kinds that occur, most permissive first. */
  private static List<String> kinds(List<Listed> shown) {
    List<String> kinds = new ArrayList<>();
    for (LicenseClass kind : LicenseClass.values()) {
      if (shown.stream().anyMatch(each -> each.tokensOf(kind.word()) > 0)) {
        kinds.add(kind.word());
      }
    }
    return kinds;
  }
}
