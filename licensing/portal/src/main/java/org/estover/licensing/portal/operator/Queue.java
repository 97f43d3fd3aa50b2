package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estover.licensing.portal.casefile.CaseFile;
import org.estover.licensing.portal.casefile.CaseKind;
import org.estover.licensing.portal.casefile.Cases;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.claim.ClaimState;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.claim.Dispute;
import org.springframework.stereotype.Component;

/** All that waits for operators, whoever filed it and how. Thread-safe. */
@Component
final class Queue {
  /** Days in which a license request is decided. */
  private static final int REQUEST_DAYS = 14;

  private final Cases cases;
  private final Proposals proposals;
  private final Arrivals arrivals;
  private final TrustDesk desk;

  Queue(Cases cases, Proposals proposals, Arrivals arrivals, TrustDesk desk) {
    this.cases = cases;
    this.proposals = proposals;
    this.arrivals = arrivals;
    this.desk = desk;
  }

  /**
   * Something that waits.
   *
   * @param kind {@code license}, or the kind of case
   * @param link where it is decided
   * @param id what it is called
   * @param what what it is about
   * @param since the day it came
   * @param due the day by which it is to be decided
   * @param days how many days it has waited
   * @param overdue whether that day is over
   * @param note {@code proposed}, {@code proven} or ""
   */
  record Item(
      String kind,
      String link,
      String id,
      String what,
      LocalDate since,
      LocalDate due,
      long days,
      boolean overdue,
      String note) {}

  private record Filed(
      Map<String, LicenseRequest> requests, List<ClaimStatus> claims, List<Dispute> disputes) {}

  /** What waits, those due first before the others. */
  List<Item> items() throws IOException {
    Map<String, LocalDate> days = arrivals.days();
    Filed filed = desk.read(Queue::filed);
    Set<String> proposed = proposals.named();
    List<Item> items = new ArrayList<>();
    Set<String> withCase = new HashSet<>();
    for (CaseFile file : cases.waiting()) {
      withCase.add(file.thing());
      boolean isProposed = proposed.contains(file.id()) || proposed.contains(file.thing());
      items.add(
          item(
              file.kind().word(),
              "/operator/cases/" + file.id(),
              file.id(),
              file.place(),
              file.opened().atZone(ZoneOffset.UTC).toLocalDate(),
              file.due(),
              isProposed ? "proposed" : file.proven().isEmpty() ? "" : "proven"));
    }
    filed
        .requests()
        .forEach(
            (id, request) ->
                items.add(inLog(LicenseAct.KIND, "license", id, request.text(), days, proposed)));
    filed.claims().stream()
        .filter(claim -> !withCase.contains(claim.claim().id()))
        .forEach(
            claim ->
                items.add(
                    inLog(
                        ClaimAct.KIND,
                        CaseKind.CLAIM.word(),
                        claim.claim().id(),
                        claim.claim().scope().toString(),
                        days,
                        proposed)));
    filed.disputes().stream()
        .filter(dispute -> !withCase.contains(dispute.id()))
        .forEach(
            dispute ->
                items.add(
                    inLog(
                        DisputeAct.KIND,
                        CaseKind.DISPUTE.word(),
                        dispute.id(),
                        dispute.claimId(),
                        days,
                        proposed)));
    items.sort(Comparator.comparing(Item::due).thenComparing(Item::id));
    return items;
  }

  private static Filed filed(TrustDesk.Opened opened) throws IOException {
    Map<String, LicenseRequest> requests = new LinkedHashMap<>();
    for (Map.Entry<String, LicenseRequest> each : opened.trust().licenses().requests().entrySet()) {
      if (opened.trust().licenses().decision(each.getKey()).isEmpty()) {
        requests.put(each.getKey(), each.getValue());
      }
    }
    List<Dispute> disputes = new ArrayList<>();
    for (Dispute dispute : opened.trust().disputes().list()) {
      if (opened.trust().disputes().outcome(dispute.id()).isEmpty()) {
        disputes.add(dispute);
      }
    }
    List<ClaimStatus> claims =
        opened.trust().claims().list().stream()
            .filter(claim -> claim.state() == ClaimState.PENDING)
            .toList();
    return new Filed(requests, claims, disputes);
  }

  private Item inLog(
      String act,
      String kind,
      String id,
      String what,
      Map<String, LocalDate> days,
      Set<String> proposed) {
    LocalDate since = days.getOrDefault(id, cases.today());
    int most = REQUEST_DAYS;
    for (CaseKind each : CaseKind.values()) {
      most = each.word().equals(kind) ? each.days() : most;
    }
    return item(
        kind,
        "/operator/acts/" + act + "?thing=" + id,
        id,
        what,
        since,
        since.plusDays(most),
        proposed.contains(id) ? "proposed" : "");
  }

  private Item item(
      String kind,
      String link,
      String id,
      String what,
      LocalDate since,
      LocalDate due,
      String note) {
    LocalDate today = cases.today();
    return new Item(
        kind,
        link,
        id,
        what,
        since,
        due,
        Math.max(0, ChronoUnit.DAYS.between(since, today)),
        today.isAfter(due),
        note);
  }
}
