package org.estover.licensing.portal.lookup;

import java.io.IOException;
import java.util.List;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.release.Answers;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.Removal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What a rule does, by samples of what it dropped; and what was left out of a site. */
@Controller
final class RejectsPage {
  private final PublishedReleases releases;
  private final Finder finder;

  RejectsPage(PublishedReleases releases, Finder finder) {
    this.releases = releases;
    this.finder = finder;
  }

  @GetMapping("/releases/{release:rel_[0-9a-f]+}/rejects")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "release", kind = ThingKind.PUBLIC))
  String rejects(
      @PathVariable("release") String id,
      @RequestParam String stage,
      @RequestParam String rule,
      Model model)
      throws IOException {
    Release release = releases.find(id).orElseThrow(Answers::missing);
    List<Removal> removals =
        release.content().removals().stream()
            .filter(
                removal ->
                    removal.stage().equals(stage)
                        && (removal.rule().equals(rule) || removal.rule().startsWith(rule + ": ")))
            .toList();
    if (removals.isEmpty()) {
      throw Answers.missing();
    }
    long dropped = removals.stream().mapToLong(Removal::documents).sum();
    model.addAttribute("id", id);
    model.addAttribute("name", release.content().name());
    model.addAttribute("stage", stage);
    model.addAttribute("rule", rule);
    model.addAttribute("dropped", dropped);
    model.addAttribute("samples", finder.samples(release, stage, rule).orElse(null));
    return "lookup/rejects";
  }

  @GetMapping("/hosts/{host}/dropped/{release:rel_[0-9a-f]+}")
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "host", kind = ThingKind.PUBLIC),
        @Rule.Thing(name = "release", kind = ThingKind.PUBLIC)
      })
  String ofHost(
      @PathVariable("host") String typed,
      @PathVariable("release") String id,
      @RequestParam(defaultValue = "") String cursor,
      Model model)
      throws IOException {
    Release release = releases.find(id).orElseThrow(Answers::missing);
    String host = Hosts.checked(typed);
    model.addAttribute("id", id);
    model.addAttribute("name", release.content().name());
    model.addAttribute("host", host);
    model.addAttribute(
        "dropped", finder.droppedOfHost(release, host, cursor).orElseThrow(Answers::missing));
    return "lookup/dropped";
  }
}
