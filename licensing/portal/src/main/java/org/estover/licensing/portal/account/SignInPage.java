package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Who;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page by which one signs in. */
@Controller
final class SignInPage {

  @GetMapping("/sign-in")
  @Rule(Who.EVERYBODY)
  String signIn(HttpServletRequest request, Model model) {
    boolean wait = request.getParameter("wait") != null;
    boolean wrong = request.getParameter("error") != null;
    model.addAttribute("problem", wait ? "wait" : wrong ? "error" : "");
    model.addAttribute("made", request.getParameter("made") != null);
    return "account/sign-in";
  }
}
