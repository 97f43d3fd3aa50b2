package org.estover.licensing.terms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.estover.ledger.Append;
import org.estover.ledger.log.DocumentWithdrawn;
import org.estover.ledger.log.HostWithdrawn;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.withdrawal.Notice;
import org.estover.licensing.terms.withdrawal.ReleaseImpact;
import org.estover.licensing.terms.withdrawal.WithdrawalImpact;
import org.estover.licensing.terms.withdrawal.WithdrawalKind;
import org.estover.licensing.terms.withdrawal.WithdrawnDocument;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.release.Release;

/**
 * Takes documents down, says what that touches, masks them in what is handed out, and tells those
 * who hold copies.
 *
 * <p>A URL is recorded by its digest as well as by the ids of its documents, so that a later
 * capture with another text stays out too; a host by its digest alone. A withdrawal is recorded
 * together with its notices; then the masks follow, and where that fails they are made by the same
 * command again.
 */
public final class Withdrawals {

  private static final Pattern DOCUMENT_ID = Pattern.compile("doc_[0-9a-f]{32}");

  private final TrustState state;
  private final Exposure exposure;
  private final Notices notices;
  private final Masking masking;

  Withdrawals(TrustState state) {
    this.state = state;
    this.exposure = new Exposure(state);
    this.notices = new Notices(state);
    this.masking = new Masking(state);
  }

  /**
   * What taking something down would touch; takes nothing down.
   *
   * <p>What has the form of a host is one, unless documents are named so to the letter.
   *
   * @param request a URI as the releases name it, a host, or {@code doc_} and 32 hex digits
   * @throws TermsRefusedException if it can be neither, or a document id is in no published release
   */
  public WithdrawalImpact impact(String request) throws IOException {
    if (DOCUMENT_ID.matcher(request).matches()) {
      WithdrawalImpact impact = impact(WithdrawalKind.DOCUMENT, request, request);
      if (impact.isEmpty()) {
        throw WithdrawalErrors.unknownDocument(request);
      }
      return impact;
    }
    if (request.isBlank() || request.startsWith("doc_")) {
      // Documents without a URL have the empty one in common: none of them is meant.
      throw WithdrawalErrors.nothingToWithdraw(request);
    }
    WithdrawalImpact url = impact(WithdrawalKind.URL, request, WithdrawnSet.nameOfUri(request));
    if (!url.isEmpty() || !WithdrawalKind.isHostName(request)) {
      return url;
    }
    String host = WithdrawnSet.hostName(request);
    return impact(WithdrawalKind.HOST, host, WithdrawnSet.nameOfHost(host));
  }

  private WithdrawalImpact impact(WithdrawalKind kind, String request, String name)
      throws IOException {
    String caseId = ContentId.of("case", Map.of("request", request));
    String uri = kind == WithdrawalKind.DOCUMENT ? "" : request;
    TreeMap<String, String> unread = new TreeMap<>();
    List<ReleaseImpact> touched =
        exposure.impacts(
            state.register(), List.of(new WithdrawnDocument(name, uri, caseId)), unread);
    return new WithdrawalImpact(caseId, kind, request, touched, unread);
  }

  /**
   * Takes down what {@link #impact} names: records it with the notices that are due, and masks it.
   *
   * @param unseen whether what no published release holds is taken down, too: it stays out of all
   *     later ones for ever, so the caller has made sure that it is no slip
   * @throws TermsRefusedException if no published release holds it, and it was not said to be
   *     unseen
   */
  public WithdrawalImpact withdraw(String request, boolean unseen) throws IOException {
    WithdrawalImpact impact = impact(request);
    if (impact.isEmpty() && !unseen) {
      throw WithdrawalErrors.unseen(request);
    }
    List<Append> requests = new ArrayList<>(facts(impact));
    requests.addAll(notices.due(impact));
    state.ledger().appendAll(requests);
    masking.add(impact);
    return impact;
  }

  private static List<Append> facts(WithdrawalImpact impact) {
    String caseId = impact.caseId();
    if (impact.kind() == WithdrawalKind.HOST) {
      return List.of(
          new Append(
              "withdrawal/" + caseId + "/host",
              new HostWithdrawn(caseId, ContentId.sha256(impact.request())),
              VaultPayload.of(Map.of("host", impact.request()))));
    }
    TreeMap<String, String> uris = new TreeMap<>();
    for (ReleaseImpact release : impact.releases()) {
      release.documents().forEach(document -> uris.put(document.documentId(), document.uri()));
    }
    if (impact.kind() == WithdrawalKind.URL) {
      uris.put(WithdrawnSet.nameOfUri(impact.request()), impact.request());
    }
    List<Append> requests = new ArrayList<>();
    uris.forEach(
        (document, uri) ->
            requests.add(
                new Append(
                    "withdrawal/" + caseId + "/" + document,
                    new DocumentWithdrawn(caseId, document),
                    VaultPayload.of(Map.of("uri", uri)))));
    return requests;
  }

  /**
   * Refuses a release that holds something taken down, naming the first such document. What was
   * taken down is known by its digest, so an erasure of its payload opens no door.
   */
  void requireNoneIn(Release release) throws IOException {
    List<String> held = new ArrayList<>();
    Exposure.find(
        release,
        state.register().withdrawals.withdrawn(),
        (gone, row) -> held.add(row.document().id()));
    if (!held.isEmpty()) {
      throw Errors.holdsWithdrawn(release.id(), held);
    }
  }

  /** Masks what was taken down in the copy of a release that the store has just taken in. */
  void mask(Release release) throws IOException {
    masking.ensure(release);
  }

  /**
   * Makes the masks of all stored releases again from the log.
   *
   * @param unread takes the releases that cannot be read, with the reason
   * @return masked documents by release
   */
  public SortedMap<String, Long> mask(SortedMap<String, String> unread) throws IOException {
    return masking.deriveAll(unread);
  }

  /**
   * Records the notices that are due and were not sent yet, in all cases.
   *
   * @param unread takes the releases that cannot be read, with the reason
   * @return all notices, in log order
   */
  public List<Notice> sendNotices(SortedMap<String, String> unread) throws IOException {
    notices.send(unread);
    return notices();
  }

  /** All notices that were sent, in log order. */
  public List<Notice> notices() throws IOException {
    return List.copyOf(state.register().withdrawals.notices().values());
  }

  /**
   * Records that a party received a notice and acted on it; again, it is only answered.
   *
   * @throws TermsRefusedException if there is no such notice
   */
  public Notice acknowledge(String noticeId) throws IOException {
    return notices.acknowledge(noticeId);
  }

  /**
   * The certificates that are stale, in log order: their training run's developer was told of
   * something taken down in the release that it read, and has not acknowledged that yet.
   */
  public List<String> staleCertificates() throws IOException {
    Register register = state.register();
    List<String> stale = new ArrayList<>();
    register
        .certificates
        .standing()
        .forEach(
            (certificate, runId) -> {
              TrainingRun run = register.trainingRuns.get(runId);
              if (run != null && !openNotices(register, run).isEmpty()) {
                stale.add(certificate);
              }
            });
    return stale;
  }

  /**
   * The notices about the release that a training run read which its developer has not answered.
   */
  static List<Notice> openNotices(Register register, TrainingRun run) {
    String developer = register.developerOf(run);
    return register.withdrawals.notices().values().stream()
        .filter(
            notice ->
                !notice.acknowledged()
                    && notice.partyId().equals(developer)
                    && notice.releaseIds().contains(run.releaseId()))
        .toList();
  }
}
