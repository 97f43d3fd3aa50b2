package org.estover.licensing.portal.api;

import java.nio.charset.StandardCharsets;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Who;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the contract: to programs as it is, to people as a page. */
@Controller
final class ContractPage {
  private final Contract contract;
  private final Answers answers;

  ContractPage(Contract contract, Answers answers) {
    this.contract = contract;
    this.answers = answers;
  }

  @GetMapping("/v1/openapi.yaml")
  @Rule(value = Who.EVERYBODY, scope = "read")
  ResponseEntity<byte[]> contract() {
    return answers.text(
        MediaType.parseMediaType("application/yaml"),
        contract.text().getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/v1/docs")
  @Rule(value = Who.EVERYBODY, scope = "read")
  String docs(Model model) {
    model.addAttribute("contract", contract);
    return "api/docs";
  }
}
