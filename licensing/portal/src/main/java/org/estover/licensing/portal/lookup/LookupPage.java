package org.estover.licensing.portal.lookup;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.release.PublishedReleases;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The one box: takes an address, a site, a document, a digest or words, and answers by release. */
@Controller
final class LookupPage {
  private final PublishedReleases releases;
  private final Lookup lookup;

  LookupPage(PublishedReleases releases, Lookup lookup) {
    this.releases = releases;
    this.lookup = lookup;
  }

  @GetMapping("/lookup")
  @Rule(Who.EVERYBODY)
  String page(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") int from,
      Model model)
      throws IOException {
    Query query = Query.of(q);
    PublishedReleases.Known known = releases.known();
    model.addAttribute("q", q.strip());
    model.addAttribute("query", query);
    model.addAttribute("kind", query.kind().name().toLowerCase(Locale.ROOT));
    model.addAttribute("from", from);
    int next = from + Lookup.RELEASES;
    model.addAttribute("next", next < known.releases().size() ? next : -1);
    model.addAttribute("answers", List.of());
    model.addAttribute("texts", List.of());
    model.addAttribute("shortOrLong", false);
    return switch (query.kind()) {
      case RELEASE -> "redirect:/releases/" + query.text();
      case HOST -> "redirect:/hosts/" + URLEncoder.encode(query.text(), StandardCharsets.UTF_8);
      case EMPTY -> "lookup/page";
      case DOCUMENT, DIGEST, ADDRESS -> {
        List<ReleaseAnswer> answers = lookup.answers(known, query, from);
        model.addAttribute("answers", answers);
        model.addAttribute(
            "withdrawn",
            query.kind() == Query.Kind.ADDRESS
                && query.spellings().stream()
                    .anyMatch(spelling -> known.withdrawn().covers("", spelling)));
        model.addAttribute("host", Hosts.of(query, answers));
        yield "lookup/page";
      }
      case WORDS -> {
        if (Lookup.isSearchable(query.text())) {
          model.addAttribute("texts", lookup.texts(known, query.text(), from));
        } else {
          model.addAttribute("shortOrLong", true);
        }
        yield "lookup/page";
      }
    };
  }
}
