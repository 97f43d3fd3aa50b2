package org.estover.licensing.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.store.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** What PostgreSQL keeps of accounts, invitations, tokens and authenticators comes back. */
final class AccountsOnPostgresTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00.123456Z"), ZoneOffset.UTC);

  private final JdbcClient database = Postgres.client();
  private final SecureRandom entropy = PORTAL.bean(SecureRandom.class);
  private final Accounts accounts =
      new Accounts(database, PORTAL.bean(PasswordEncoder.class), entropy, CLOCK);
  private final Authenticators authenticators =
      new Authenticators(database, PORTAL.bean(SealedSecrets.class), entropy, CLOCK);

  @Test
  void accounts() {
    Account made =
        accounts.create("Ada@Stores.test", "Ada", Set.of(Who.DEVELOPER), "", "some long words");
    assertThat(accounts.byEmail("ada@stores.test")).contains(made);
    accounts.actFor(made.id(), "pty_1", Who.OPERATOR);
    accounts.changePassword(made.id(), "other long words");
    Account changed = accounts.byId(made.id()).orElseThrow();
    assertThat(changed.roles()).containsExactlyInAnyOrder(Who.DEVELOPER, Who.OPERATOR);
    assertThat(accounts.isPassword(changed, "other long words")).isTrue();
    assertThat(accounts.operators()).isEqualTo(1);
    accounts.activate(made.id(), false);
    assertThat(accounts.operators()).isZero();
    assertThat(accounts.all()).extracting(Account::id).contains(made.id());
  }

  @Test
  void invitations() {
    Invitations invitations =
        new Invitations(database, accounts, PORTAL.bean(PortalSettings.class), entropy, CLOCK);
    URI link = invitations.create(Who.AUDITOR, "", "acc_1");
    String code = link.getPath().substring(link.getPath().lastIndexOf('/') + 1);
    assertThat(invitations.find(code))
        .contains(new Invitations.Invitation(Who.AUDITOR, "", "acc_1"));
    assertThat(invitations.use(code)).isTrue();
    assertThat(invitations.use(code)).isFalse();
  }

  @Test
  void admissions() {
    Account waits = accounts.create("waits@stores.test", "W", Set.of(), "", "some long words");
    Tokens tokens = new Tokens(database, accounts, authenticators, entropy, CLOCK);
    Admissions admissions = new Admissions(database, accounts, PORTAL.bean(Sessions.class), tokens);
    Admissions.Waiting waiting = new Admissions.Waiting(Who.RIGHTS_HOLDER, "pty_2", "acc_1");
    admissions.add(waits.id(), new Admissions.Waiting(Who.OPERATOR, "", "acc_1"));
    admissions.add(waits.id(), waiting);
    assertThat(admissions.of(waits.id())).contains(waiting);
    admissions.admit(waits.id());
    assertThat(admissions.of(waits.id())).isEmpty();
    Account admitted = accounts.byId(waits.id()).orElseThrow();
    assertThat(admitted.roles()).containsExactly(Who.RIGHTS_HOLDER);
    assertThat(admitted.partyId()).isEqualTo("pty_2");
  }

  @Test
  void tokens() {
    Account owner = accounts.create("tokens@stores.test", "T", Set.of(), "", "some long words");
    Tokens tokens = new Tokens(database, accounts, authenticators, entropy, CLOCK);
    Tokens.Made made =
        tokens.create(owner.id(), "loader", Set.of("read"), "train", Duration.ofDays(9));
    assertThat(tokens.visitor(made.secret()))
        .hasValueSatisfying(
            visitor -> {
              assertThat(visitor.tokenId()).isEqualTo(made.token().id());
              assertThat(visitor.purpose()).isEqualTo("train");
            });
    assertThat(tokens.of(owner.id())).singleElement().matches(token -> token.lastUsed() != null);
    tokens.revoke(made.token().id());
    assertThat(tokens.visitor(made.secret())).isEmpty();
  }

  @Test
  void authenticatorsAndNetworks() {
    Account owner = accounts.create("totp@stores.test", "T", Set.of(), "", "some long words");
    byte[] proposed = authenticators.proposed(owner.id());
    assertThat(authenticators.proposed(owner.id())).isEqualTo(proposed);
    assertThat(authenticators.isConfirmed(owner.id())).isFalse();
    authenticators.enrol(owner.id(), "a secret of bytes".getBytes(StandardCharsets.US_ASCII));
    assertThat(authenticators.isConfirmed(owner.id())).isTrue();
    assertThat(authenticators.accepts(owner.id(), "AAAA-BBBB-CCCC-DDDD")).isFalse();
    KnownNetworks networks = new KnownNetworks(database, CLOCK);
    assertThat(networks.isKnown(owner.id(), "somewhere")).isFalse();
    networks.saw(owner.id(), "somewhere");
    networks.saw(owner.id(), "somewhere");
    assertThat(networks.isKnown(owner.id(), "somewhere")).isTrue();
  }
}
