package org.estover.licensing.portal.download;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Account;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Tokens;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Slice;
import org.springframework.stereotype.Component;

/**
 * Says under what grant a visitor may read the shards of a release: one of the developer that it
 * acts for, which holds today; operators read without one. Thread-safe.
 */
@Component
public final class DownloadRights {
  /** What a program's token must allow. */
  private static final String SCOPE = "download";

  private static final int UNKNOWN = 401;
  private static final int FORBIDDEN = 403;

  private final TrustBook book;
  private final Accounts accounts;
  private final Tokens tokens;
  private final PortalSettings settings;
  private final Clock clock;

  DownloadRights(
      TrustBook book, Accounts accounts, Tokens tokens, PortalSettings settings, Clock clock) {
    this.book = book;
    this.accounts = accounts;
    this.tokens = tokens;
    this.settings = settings;
    this.clock = clock;
  }

  /** Where licenses for a release are to be had. */
  public String licenses(String releaseId) {
    return settings.publicUrl() + "/licenses?release=" + releaseId;
  }

  /**
   * Under what a visitor reads a release.
   *
   * @param grantId the grant that it names, or "" for the one that covers most
   * @throws DownloadRefusedException if none of its grants covers it today
   */
  public Admission admit(Visitor visitor, String releaseId, String grantId)
      throws IOException, DownloadRefusedException {
    if (!visitor.isSignedIn()) {
      throw new DownloadRefusedException(
          UNKNOWN,
          "this needs a license: sign in, or send a token with the scope download; licenses are to"
              + " be had at "
              + licenses(releaseId));
    }
    if (!visitor.may(SCOPE)) {
      throw new DownloadRefusedException(
          FORBIDDEN, "this token lacks the scope download; make one that has it");
    }
    if (visitor.is(Who.OPERATOR)) {
      return new Admission(visitor.accountId(), visitor.tokenId(), "", "", Slice.WHOLE);
    }
    return covering(visitor, releaseId).stream()
        .filter(held -> grantId.isEmpty() || held.grant().id().equals(grantId))
        .max(Comparator.comparing(held -> held.grant().slice().isWhole()))
        .map(held -> admission(visitor.accountId(), visitor.tokenId(), held))
        .orElseThrow(() -> noGrant(releaseId));
  }

  /**
   * The grant that would cover a release, were the visitor's token not bound to another purpose.
   */
  Optional<Grant> ofOtherPurpose(Visitor visitor, String releaseId) throws IOException {
    if (visitor.purpose().isEmpty()
        || !visitor.may(SCOPE)
        || !covering(visitor, releaseId).isEmpty()) {
      return Optional.empty();
    }
    LocalDate today = today();
    return book.now().grantsOf(visitor.partyId()).stream()
        .filter(held -> held.grant().releaseId().equals(releaseId) && held.holdsOn(today))
        .map(TrustBook.Held::grant)
        .findFirst();
  }

  /** Whether a visitor may read something of a release. */
  public boolean covers(Visitor visitor, String releaseId) throws IOException {
    return visitor.isSignedIn()
        && visitor.may(SCOPE)
        && (visitor.is(Who.OPERATOR) || !covering(visitor, releaseId).isEmpty());
  }

  /**
   * Under what a link that was made before is followed now.
   *
   * @throws DownloadRefusedException if its grant, account or token ended since
   */
  Admission admit(Link link) throws IOException, DownloadRefusedException {
    Account account =
        accounts
            .byId(link.accountId())
            .filter(Account::active)
            .filter(owner -> link.tokenId().isEmpty() || tokens.isOpen(link.tokenId()))
            .orElseThrow(DownloadRights::ended);
    if (link.grantId().isEmpty()) {
      if (!account.roles().contains(Who.OPERATOR)) {
        throw ended();
      }
      return new Admission(link.accountId(), link.tokenId(), "", "", Slice.WHOLE);
    }
    return book.now()
        .grant(link.grantId())
        .filter(held -> held.holdsOn(today()) && held.developerId().equals(link.partyId()))
        .filter(held -> held.developerId().equals(account.partyId()))
        .map(held -> admission(link.accountId(), link.tokenId(), held))
        .orElseThrow(() -> noGrant(link.releaseId()));
  }

  /** The grants that cover a release today, of the purpose that a program's token is bound to. */
  private List<TrustBook.Held> covering(Visitor visitor, String releaseId) throws IOException {
    LocalDate today = today();
    String purpose = visitor.purpose();
    return book.now().grantsOf(visitor.partyId()).stream()
        .filter(held -> purpose.isEmpty() || held.grant().purpose().equals(purpose))
        .filter(held -> held.grant().releaseId().equals(releaseId) && held.holdsOn(today))
        .toList();
  }

  private static Admission admission(String accountId, String tokenId, TrustBook.Held held) {
    return new Admission(
        accountId, tokenId, held.developerId(), held.grant().id(), held.grant().slice());
  }

  DownloadRefusedException outside(String file, String releaseId) {
    return new DownloadRefusedException(
        FORBIDDEN,
        "the grant covers a part of the release in which "
            + file
            + " is not; licenses for all of it are to be had at "
            + licenses(releaseId));
  }

  private static DownloadRefusedException ended() {
    return new DownloadRefusedException(
        FORBIDDEN, "the account or token that asked for this link has ended; ask for a new one");
  }

  private DownloadRefusedException noGrant(String releaseId) {
    return new DownloadRefusedException(
        FORBIDDEN,
        "no grant that holds today covers "
            + releaseId
            + " for this account; licenses are to be had at "
            + licenses(releaseId));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
