package org.estover.licensing.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.casefile.CaseEvent;
import org.estover.licensing.portal.casefile.CaseView;
import org.estover.licensing.portal.casefile.CaseViews;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Cases, for whoever has a receipt code. */
@RestController
final class CaseRoutes {
  private final CaseViews views;
  private final Answers answers;

  CaseRoutes(CaseViews views, Answers answers) {
    this.views = views;
    this.answers = answers;
  }

  @GetMapping("/v1/cases/{code}")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "code", kind = ThingKind.CASE),
      scope = "read")
  ResponseEntity<byte[]> show(@PathVariable String code) throws IOException {
    return answers.one(CaseJson.of(known(code)));
  }

  @GetMapping("/v1/cases/{code}/events")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "code", kind = ThingKind.CASE),
      scope = "read")
  ResponseEntity<byte[]> events(HttpServletRequest request, @PathVariable String code)
      throws IOException {
    List<CaseEvent> events = known(code).events();
    return answers.list(request, (from, most) -> Batch.of(events, from, most), CaseJson.Event::of);
  }

  /** The code itself stands in no answer. */
  private CaseView known(String code) throws IOException {
    return views.of(code).orElseThrow(() -> Errors.notFound("case", "of this code"));
  }
}
