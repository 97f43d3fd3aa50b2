package org.estover.licensing.portal.download;

import java.util.List;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was read of the releases' shards: one's own, and for operators everybody's. */
@Controller
final class ReadsPage {
  private static final int ROWS = 100;

  private final StoredReads reads;

  ReadsPage(StoredReads reads) {
    this.reads = reads;
  }

  @GetMapping("/reads")
  @Rule(Who.ACCOUNT)
  String mine(
      @RequestParam(name = "before", defaultValue = "" + Long.MAX_VALUE) long before,
      Visitor visitor,
      Model model) {
    StoredReads.Reader reader = new StoredReads.Reader(visitor.partyId(), visitor.accountId());
    return show(reader, before, "/reads", model);
  }

  @GetMapping("/operator/reads")
  @Rule(Who.OPERATOR)
  String everybodys(
      @RequestParam(name = "before", defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
    return show(StoredReads.Reader.EVERYBODY, before, "/operator/reads", model);
  }

  private String show(StoredReads.Reader reader, long before, String address, Model model) {
    List<StoredReads.Numbered> rest = reads.before(reader, before, ROWS + 1);
    model.addAttribute("reads", rest.subList(0, Math.min(ROWS, rest.size())));
    model.addAttribute("next", rest.size() > ROWS ? rest.get(ROWS - 1).number() : 0);
    model.addAttribute("totals", reads.totals(reader));
    model.addAttribute("address", address);
    model.addAttribute("everybodys", reader.equals(StoredReads.Reader.EVERYBODY));
    return "download/reads";
  }
}
