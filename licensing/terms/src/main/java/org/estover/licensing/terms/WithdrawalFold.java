package org.estover.licensing.terms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.log.AgreementSigned;
import org.estover.ledger.log.DocumentWithdrawn;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.GrantIssued;
import org.estover.ledger.log.HostWithdrawn;
import org.estover.ledger.log.NoticeAcknowledged;
import org.estover.ledger.log.NoticeSent;
import org.estover.ledger.log.ReleasePublished;
import org.estover.ledger.log.SliceGranted;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Slice;
import org.estover.licensing.terms.withdrawal.Notice;
import org.estover.licensing.terms.withdrawal.WithdrawnDocument;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;

/** What was taken down, who holds copies, and who was told. */
final class WithdrawalFold implements FactFold {

  private final Map<String, WithdrawnDocument> withdrawn = new LinkedHashMap<>();
  private final Map<String, List<WithdrawnDocument>> cases = new LinkedHashMap<>();
  private final List<String> releases = new ArrayList<>();
  private final Map<String, Integer> publishedBefore = new HashMap<>();
  private final Map<String, Notice> notices = new LinkedHashMap<>();
  private final Map<String, String> parties = new HashMap<>();
  private final Map<String, SortedMap<String, List<Slice>>> holders = new HashMap<>();

  @Override
  public void add(LoggedFact logged) {
    Fact fact = logged.fact();
    if (fact instanceof ReleasePublished published) {
      published(published.releaseId());
    } else if (fact instanceof DocumentWithdrawn document) {
      String uri = logged.erased() ? "" : logged.payload().content().text("uri");
      add(new WithdrawnDocument(document.document(), uri, document.caseId()));
    } else if (fact instanceof HostWithdrawn host) {
      String name = logged.erased() ? "" : logged.payload().content().text("host");
      add(WithdrawnDocument.ofHost(host.hostSha256(), name, host.caseId()));
    } else if (fact instanceof AgreementSigned signed) {
      parties.put(signed.agreementId(), signed.partyId());
    } else if (fact instanceof GrantIssued grant) {
      hold(grant.releaseId(), grant.agreementId(), Slice.WHOLE);
    } else if (fact instanceof SliceGranted grant) {
      hold(grant.releaseId(), grant.agreementId(), slice(grant, logged));
    } else if (fact instanceof NoticeSent sent) {
      notices.put(
          sent.noticeId(),
          Notice.fromJson(
              sent.noticeId(), sent.caseId(), sent.partyId(), logged.payload().content()));
    } else if (fact instanceof NoticeAcknowledged acknowledged) {
      notices.computeIfPresent(acknowledged.noticeId(), (id, notice) -> notice.acknowledge());
    }
  }

  private void published(String releaseId) {
    if (!releases.contains(releaseId)) {
      releases.add(releaseId);
    }
  }

  private void add(WithdrawnDocument gone) {
    withdrawn.putIfAbsent(gone.document(), gone);
    cases.computeIfAbsent(gone.caseId(), any -> new ArrayList<>()).add(gone);
    publishedBefore.putIfAbsent(gone.caseId(), releases.size());
  }

  /** The slice of a grant; where it was erased it may have been the whole release. */
  private static Slice slice(SliceGranted grant, LoggedFact logged) {
    return logged.erased()
        ? Slice.WHOLE
        : Grant.fromJson(
                grant.agreementId(), grant.releaseId(), grant.purpose(), logged.payload().content())
            .slice();
  }

  private void hold(String releaseId, String agreementId, Slice slice) {
    String party = parties.get(agreementId);
    if (party != null) {
      holders
          .computeIfAbsent(releaseId, any -> new TreeMap<>())
          .computeIfAbsent(party, any -> new ArrayList<>())
          .add(slice);
    }
  }

  /** All that was taken down, in log order; what several cases name stands under the first. */
  List<WithdrawnDocument> withdrawn() {
    return List.copyOf(withdrawn.values());
  }

  WithdrawnSet set() {
    return WithdrawnSet.of(withdrawn.values());
  }

  /** What each case took down, in log order. */
  Map<String, List<WithdrawnDocument>> cases() {
    return cases;
  }

  /**
   * Everyone who ever had a grant on a release, and what of it: a grant that ended leaves a copy.
   */
  SortedMap<String, List<Slice>> holdersOf(String releaseId) {
    return holders.getOrDefault(releaseId, new TreeMap<>());
  }

  /** The releases that were published before a case, which later ones have nothing of. */
  List<String> releasesBefore(String caseId) {
    return List.copyOf(releases.subList(0, publishedBefore.getOrDefault(caseId, 0)));
  }

  /** Whether a party was told that a release holds what a case took down. */
  boolean wasTold(String caseId, String partyId, String releaseId) {
    return noticesOf(caseId, partyId).stream().anyMatch(notice -> notice.toldOf(releaseId));
  }

  /** The notices of a case to a party, in log order. */
  List<Notice> noticesOf(String caseId, String partyId) {
    return notices.values().stream()
        .filter(notice -> notice.caseId().equals(caseId) && notice.partyId().equals(partyId))
        .toList();
  }

  /** The notices sent, by id, in log order. */
  Map<String, Notice> notices() {
    return notices;
  }
}
