package org.estover.licensing.portal.trainingrun;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.usage.Model;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Models, and whose data they rest on. */
@Controller
final class ModelsPage {
  /** Rights holders on a page; who wants all of them reads the statement's table. */
  private static final int HOLDERS = 200;

  private final TrustDesk desk;

  ModelsPage(TrustDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/models")
  @Rule(Who.ACCOUNT)
  ModelAndView mine(Visitor visitor) throws IOException {
    List<Model> models =
        desk.read(opened -> opened.trust().models().models()).stream()
            .filter(model -> visitor.actsFor(model.developerId()))
            .toList();
    return new ModelAndView("trainingrun/models", Map.of("models", models));
  }

  @GetMapping("/models/{model}")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "model", kind = ThingKind.MODEL))
  ModelAndView model(@PathVariable("model") String id) throws IOException {
    Model model =
        desk.read(opened -> opened.trust().models().models()).stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow();
    var data = desk.read(opened -> opened.trust().models().trainedData(id));
    return new ModelAndView(
        "trainingrun/model",
        Map.of(
            "model", model,
            "data", data,
            "weights", data.weights().entrySet().stream().limit(HOLDERS).toList(),
            "agreement", desk.read(opened -> opened.trust().models().agreementOf(id)),
            "deployments", desk.read(opened -> opened.trust().models().deployments(id))));
  }
}
