package org.estover.licensing.portal.license;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.estover.ledger.log.LogReader;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.chart.LicenseKinds;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.ledger.LogIndex;
import org.estover.licensing.portal.release.Answers;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What is on offer, and what an account has of it. */
@Controller
final class LicensesPage {
  private final TrustDesk desk;
  private final LogIndex index;
  private final PublishedReleases releases;
  private final Coverages coverages;

  LicensesPage(TrustDesk desk, LogIndex index, PublishedReleases releases, Coverages coverages) {
    this.desk = desk;
    this.index = index;
    this.releases = releases;
    this.coverages = coverages;
  }

  /**
   * An offer in the catalogue.
   *
   * @param coverage how much of the release that is asked about it covers, or null where none is
   */
  record Listed(OfferView view, Coverages.@Nullable Coverage coverage) {
    long covered() {
      Coverages.Coverage known = coverage;
      return known == null ? 0 : known.covered();
    }
  }

  @GetMapping("/licenses")
  @Rule(Who.EVERYBODY)
  String catalogue(
      @RequestParam(name = "release", defaultValue = "") String releaseId,
      Visitor visitor,
      Model model)
      throws IOException {
    if (!releaseId.isEmpty()) {
      return catalogue(releases.find(releaseId).orElseThrow(Answers::missing), visitor, model);
    }
    List<Listed> offers = new ArrayList<>();
    for (Offer offer : desk.read(opened -> opened.trust().offers())) {
      offers.add(new Listed(view(offer), null));
    }
    model.addAttribute("offers", offers);
    return "license/catalogue";
  }

  /** The offers that cover something of a release, those that cover most of it first. */
  private String catalogue(Release release, Visitor visitor, Model model) throws IOException {
    List<Listed> offers = new ArrayList<>();
    Set<String> covering = new HashSet<>();
    for (Offer offer : desk.read(opened -> opened.trust().offers())) {
      Coverages.Coverage coverage = coverages.of(release, offer.scope());
      if (coverage.covered() > 0) {
        offers.add(new Listed(view(offer), coverage));
        covering.add(offer.id());
      }
    }
    offers.sort(Comparator.comparingLong(Listed::covered).reversed());
    model.addAttribute("offers", offers);
    model.addAttribute("release", release.id());
    model.addAttribute("corpus", release.content().name());
    model.addAttribute("mix", LicenseKinds.mix(release.content()));
    model.addAttribute("stated", release.content().licenses());
    List<AgreementRow> signed =
        desk.read(opened -> agreements(opened.trust(), visitor.partyId())).stream()
            .filter(row -> covering.contains(row.offer().id()))
            .toList();
    model.addAttribute("signed", signed);
    return "license/catalogue";
  }

  @GetMapping("/licenses/{offer}")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "offer", kind = ThingKind.PUBLIC))
  String offer(@PathVariable("offer") String offerId, Model model) throws IOException {
    model.addAttribute("view", known(offerId));
    return "license/offer";
  }

  @GetMapping("/licenses/mine")
  @Rule(Who.ACCOUNT)
  String mine(Visitor visitor, Model model) throws IOException {
    String party = visitor.partyId();
    model.addAttribute("requests", desk.read(opened -> requests(opened.trust(), party)));
    model.addAttribute("agreements", desk.read(opened -> agreements(opened.trust(), party)));
    return "license/mine";
  }

  /**
   * A request as its developer sees it.
   *
   * @param id its id
   * @param offer what was asked for
   * @param licensee as what
   * @param text what was said
   * @param decision what was decided, or nothing while it waits
   */
  record RequestView(
      String id, Offer offer, String licensee, String text, Optional<LicenseDecision> decision) {}

  /**
   * An agreement in a list.
   *
   * @param agreement it
   * @param offer what was signed
   * @param lastDay its last day so far
   * @param grants how many grants rest on it
   */
  record AgreementRow(Agreement agreement, Offer offer, String lastDay, long grants) {}

  private static List<RequestView> requests(Trust trust, String party) throws IOException {
    List<Offer> offers = trust.offers();
    List<RequestView> rows = new ArrayList<>();
    for (LicenseRequest request : trust.licenses().requests().values()) {
      if (request.developerId().equals(party)) {
        rows.add(
            new RequestView(
                request.id(),
                named(offers, request.offerId()),
                request.licensee().word(),
                request.text(),
                trust.licenses().decision(request.id())));
      }
    }
    return rows;
  }

  private static List<AgreementRow> agreements(Trust trust, String party) throws IOException {
    List<Offer> offers = trust.offers();
    List<Grant> grants = trust.grants();
    List<AgreementRow> rows = new ArrayList<>();
    for (Agreement agreement : trust.agreements()) {
      if (agreement.developerId().equals(party)) {
        rows.add(
            new AgreementRow(
                agreement,
                named(offers, agreement.offerId()),
                trust.licenses().lastDay(agreement).map(String::valueOf).orElse(""),
                grants.stream().filter(g -> g.agreementId().equals(agreement.id())).count()));
      }
    }
    return rows;
  }

  private static Offer named(List<Offer> offers, String id) {
    return offers.stream().filter(offer -> offer.id().equals(id)).findFirst().orElseThrow();
  }

  /** The offer of an id; 404 where there is none. */
  private OfferView known(String offerId) throws IOException {
    for (Offer offer : desk.read(opened -> opened.trust().offers())) {
      if (offer.id().equals(offerId)) {
        return view(offer);
      }
    }
    throw new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  private OfferView view(Offer offer) throws IOException {
    LogReader log = desk.read(opened -> opened.ledger().log());
    String trust = desk.read(opened -> opened.trust().self().name());
    return OfferView.of(offer, index.recorded(log, offer.id()), trust);
  }
}
