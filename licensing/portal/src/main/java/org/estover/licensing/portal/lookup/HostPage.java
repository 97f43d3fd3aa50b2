package org.estover.licensing.portal.lookup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.chart.DomainShares;
import org.estover.licensing.portal.release.Answers;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A site: what each release has of it and of all sites below it, and a list of its documents. */
@Controller
final class HostPage {
  private final PublishedReleases releases;
  private final Lookup lookup;
  private final Finder finder;

  HostPage(PublishedReleases releases, Lookup lookup, Finder finder) {
    this.releases = releases;
    this.lookup = lookup;
    this.finder = finder;
  }

  /**
   * What a release has of the site.
   *
   * @param answer null where the release has no list of sites
   * @param rootLogged the log entry that commits to that list, or -1
   */
  record OfRelease(
      PublishedReleases.Published published,
      String name,
      @Nullable HostAnswer answer,
      long rootLogged) {}

  @GetMapping("/hosts/{host}")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "host", kind = ThingKind.PUBLIC))
  String page(
      @PathVariable("host") String typed,
      @RequestParam(defaultValue = "") String release,
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "0") int from,
      Model model)
      throws IOException {
    String host = Hosts.checked(typed);
    PublishedReleases.Known known = releases.known();
    List<OfRelease> answers = new ArrayList<>();
    for (PublishedReleases.Published published : lookup.asked(known, from)) {
      Optional<Release> found = releases.find(published.releaseId());
      if (found.isPresent()) {
        String page = published.releaseId().equals(release) ? cursor : "";
        answers.add(
            new OfRelease(
                published,
                found.get().content().name(),
                finder.byHost(found.get(), host, page).orElse(null),
                known.hostsListed().getOrDefault(published.releaseId(), -1L)));
      }
    }
    String domain = DomainShares.domainOf(host);
    model.addAttribute("host", host);
    model.addAttribute("domain", domain.equals(host) ? "" : domain);
    model.addAttribute("answers", answers);
    model.addAttribute("chosen", release);
    model.addAttribute("withdrawn", known.withdrawn().covers("", "https://" + host + "/"));
    int next = from + Lookup.RELEASES;
    model.addAttribute("next", next < known.releases().size() ? next : -1);
    return "lookup/host";
  }

  @GetMapping("/hosts/{host}/proof/{release}.json")
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "host", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "release", kind = ThingKind.PUBLIC)
      })
  ResponseEntity<Map<String, Object>> proof(
      @PathVariable("host") String typed, @PathVariable("release") String release)
      throws IOException {
    String host = Hosts.checked(typed);
    Release found = releases.find(release).orElseThrow(Answers::missing);
    Map<String, Object> proof = finder.proof(found, host).orElseThrow(Answers::missing);
    return Answers.file(release + ".host-proof.json", MediaType.APPLICATION_JSON, proof);
  }
}
