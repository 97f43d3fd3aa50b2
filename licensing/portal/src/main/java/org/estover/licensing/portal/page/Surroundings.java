package org.estover.licensing.portal.page;

import java.io.IOException;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Visitors;
import org.estover.licensing.portal.desk.TrustDesk;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame of every page shows. */
@ControllerAdvice(annotations = Controller.class)
final class Surroundings {
  private final TrustDesk desk;

  /** Kept, since it never changes and pages that say that the ledger fails show it, too. */
  private volatile String trustName = "";

  Surroundings(TrustDesk desk) {
    this.desk = desk;
  }

  /** Who looks at the page. */
  @ModelAttribute("visitor")
  Visitor visitor() {
    return Visitors.current();
  }

  /** The trust's name. */
  @ModelAttribute("trustName")
  String trustName() throws IOException {
    if (trustName.isEmpty()) {
      trustName = desk.read(opened -> opened.trust().self().name());
    }
    return trustName;
  }
}
