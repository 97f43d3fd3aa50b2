package org.estover.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.Licenses;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Amendment;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.estover.licensing.terms.agreement.Offer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = {
      "Lists offers, requests with their decisions, agreements with their changes, and grants."
    })
final class LicenseList implements Callable<Integer> {
  @Mixin private final Context context;

  private final List<Object> data = new ArrayList<>();

  LicenseList(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    try (OpenTrust open = OpenTrust.openReadOnly(context)) {
      Trust trust = open.trust();
      Map<String, String> names = open.names();
      trust.offers().forEach(offer -> names.put(offer.id(), offer.name()));
      String text =
          String.join(
              "\n", offers(trust), requests(trust, names), agreements(trust, names), grants(trust));
      context.answer(text, Map.of("licenses", data));
    }
    return ExitCode.OK;
  }

  private String offers(Trust trust) throws IOException {
    Table table = new Table().row("Offer", "Name", "Rate card", "Split", "Conditions");
    for (Offer offer : trust.offers()) {
      table.row(
          offer.id(),
          offer.name(),
          offer.rateCard().canonical(),
          LicenseCommand.split(offer.key()),
          String.join("; ", LicenseCommand.conditions(offer)));
      data.add(
          Map.of(
              "offer", offer.id(),
              "name", offer.name(),
              "rateCard", offer.rateCard().canonical(),
              "split", offer.key().canonical(),
              "purposes", offer.purposes(),
              "conditions", LicenseCommand.conditions(offer)));
    }
    return table.toString();
  }

  private String requests(Trust trust, Map<String, String> names) throws IOException {
    Licenses licenses = trust.licenses();
    Table table = new Table().row("Request", "Developer", "Offer", "Class", "Decision");
    for (var each : licenses.requests().entrySet()) {
      String decision =
          licenses.decision(each.getKey()).map(LicenseDecision::word).orElse("waiting");
      String developer = names.getOrDefault(each.getValue().developerId(), "");
      String licensee = each.getValue().licensee().word();
      String offer = names.getOrDefault(each.getValue().offerId(), "");
      table.row(each.getKey(), developer, offer, licensee, decision);
      data.add(
          Map.of(
              "request", each.getKey(),
              "developer", each.getValue().developerId(),
              "developerName", developer,
              "offer", each.getValue().offerId(),
              "offerName", offer,
              "class", licensee,
              "decision", decision));
    }
    return table.toString();
  }

  private String agreements(Trust trust, Map<String, String> names) throws IOException {
    Table table = new Table().row("Agreement", "Developer", "Offer", "Class", "From", "To");
    for (Agreement agreement : trust.agreements()) {
      String to = trust.licenses().lastDay(agreement).map(Object::toString).orElse("");
      String developer = names.getOrDefault(agreement.developerId(), "");
      table.row(
          agreement.id(),
          developer,
          names.getOrDefault(agreement.offerId(), ""),
          agreement.licensee().word(),
          agreement.from(),
          to);
      List<Map<String, String>> changes = new ArrayList<>();
      for (Amendment amendment : trust.licenses().amendments(agreement.id())) {
        String licensee = amendment.licensee().word();
        String offer = names.getOrDefault(amendment.offerId(), "");
        table.row("", "", offer, licensee, amendment.from(), "");
        changes.add(
            Map.of(
                "amendment", amendment.id(),
                "offer", amendment.offerId(),
                "offerName", offer,
                "class", licensee,
                "from", amendment.from().toString()));
      }
      data.add(
          Map.of(
              "agreement", agreement.id(),
              "developer", agreement.developerId(),
              "developerName", developer,
              "offer", agreement.offerId(),
              "offerName", names.getOrDefault(agreement.offerId(), ""),
              "class", agreement.licensee().word(),
              "from", agreement.from().toString(),
              "to", to,
              "amendments", changes));
    }
    return table.toString();
  }

  private String grants(Trust trust) throws IOException {
    Table table = new Table().row("Grant", "Agreement", "Release", "Purpose", "Opens", "To");
    for (Grant grant : trust.grants()) {
      String to = trust.licenses().lastDay(grant).map(Object::toString).orElse("");
      String opens = grant.slice().isWhole() ? "all" : grant.slice().text();
      table.row(grant.id(), grant.agreementId(), grant.releaseId(), grant.purpose(), opens, to);
      data.add(
          Map.of(
              "grant", grant.id(),
              "under", grant.agreementId(),
              "release", grant.releaseId(),
              "purpose", grant.purpose(),
              "opens", opens,
              "redistribution", grant.redistribution(),
              "to", to));
    }
    return table.toString();
  }
}
