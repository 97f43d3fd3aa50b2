package org.estover.licensing.portal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Tokens;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.download.Shelf;
import org.estover.licensing.portal.download.ShelvedRelease;
import org.estover.licensing.terms.agreement.Agreement;

/**
 * The tests' portal for infra/checks/portal-hub: says where it is and a token of a developer
 * without a grant, gives the grant when told to, and ends with its input.
 */
final class HubPortal {
  private HubPortal() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    PortalServer server = PortalServer.shared();
    ShelvedRelease release =
        server.bean(Shelf.class).find(server.made().releases().get(0)).orElseThrow();
    String shard = release.release().content().shardsOf("books").get(0).bin().name();
    String account =
        server.bean(Accounts.class).byEmail("developer2@portal.test").orElseThrow().id();
    String token =
        server
            .bean(Tokens.class)
            .create(account, "hub", Set.of("download"), "", Duration.ofHours(1))
            .secret();
    System.out.println("address " + server.address());
    System.out.println("dataset the-commons/commons");
    System.out.println("release " + release.id());
    System.out.println("shard " + release.release().folder().resolve(shard));
    System.out.println("token hf_" + token);
    System.out.println("ready");
    BufferedReader told =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (told.readLine() != null) {
      grant(server, release.id());
      System.out.println("granted");
    }
    System.exit(0);
  }

  private static void grant(PortalServer server, String releaseId) throws IOException {
    String developer = server.made().developers().get(2).partyId();
    server
        .bean(TrustDesk.class)
        .write(
            opened -> {
              String offer = opened.trust().offers().get(0).id();
              Agreement agreement =
                  opened
                      .trust()
                      .sign(offer, developer, "We agree.", LocalDate.of(2026, 1, 1), null);
              return opened.trust().grant(agreement.id(), releaseId, "train").id();
            });
  }
}
