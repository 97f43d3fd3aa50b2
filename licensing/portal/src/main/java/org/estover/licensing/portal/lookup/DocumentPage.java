package org.estover.licensing.portal.lookup;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.release.Answers;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.UriHost;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * A document: all that is known of it, where it stands, who read it, and, if it is open, some text.
 */
@Controller
final class DocumentPage {
  private final PublishedReleases releases;
  private final Lookup lookup;
  private final Excerpts excerpts;

  DocumentPage(PublishedReleases releases, Lookup lookup, Excerpts excerpts) {
    this.releases = releases;
    this.lookup = lookup;
    this.excerpts = excerpts;
  }

  @GetMapping("/documents/{document:doc_[0-9a-f]+}")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "document", kind = ThingKind.PUBLIC))
  String page(
      @PathVariable("document") String id, @RequestParam(defaultValue = "0") int from, Model model)
      throws IOException {
    Query query = Query.of(id);
    if (query.kind() != Query.Kind.DOCUMENT) {
      throw Answers.missing();
    }
    PublishedReleases.Known known = releases.known();
    List<ReleaseAnswer> answers = lookup.answers(known, query, from);
    int next = from + Lookup.RELEASES;
    boolean more = next < known.releases().size();
    if (!more && from == 0 && answers.stream().allMatch(each -> each.answer().isAbsent())) {
      throw Answers.missing();
    }
    Optional<Kept> newest =
        answers.stream().flatMap(each -> each.answer().kept().stream()).findFirst();
    model.addAttribute("id", id);
    model.addAttribute("answers", answers);
    model.addAttribute("kept", newest.orElse(null));
    model.addAttribute("excerpt", excerpt(known, answers).orElse(""));
    model.addAttribute("host", newest.map(kept -> UriHost.of(kept.document().uri())).orElse(""));
    model.addAttribute("next", more ? next : -1);
    return "lookup/document";
  }

  /** Some text from the newest release that has it, unless it was taken down from any. */
  private Optional<String> excerpt(PublishedReleases.Known known, List<ReleaseAnswer> answers)
      throws IOException {
    for (ReleaseAnswer each : answers) {
      for (Kept kept : each.answer().kept()) {
        if (!kept.isOpen()
            || known.withdrawn().covers(kept.document().id(), kept.document().uri())) {
          return Optional.empty();
        }
        Optional<Release> release = releases.find(each.published().releaseId());
        if (release.isPresent()) {
          return excerpts.of(release.get(), kept);
        }
      }
    }
    return Optional.empty();
  }
}
