package org.estover.licensing.portal.page;

import java.io.IOException;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: one look-up box, and where each kind of visitor goes on. */
@Controller
final class HomePage {
  private final TrustDesk desk;

  HomePage(TrustDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/")
  @Rule(Who.EVERYBODY)
  String home(Model model) throws IOException {
    model.addAttribute("releases", desk.read(opened -> opened.trust().releaseIds().size()));
    model.addAttribute("logSize", desk.read(opened -> opened.ledger().checkpoint().size()));
    return "home";
  }
}
