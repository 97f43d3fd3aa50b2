package org.estover.licensing.portal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Tokens;
import org.estover.licensing.portal.download.Shelf;
import org.estover.licensing.portal.download.ShelvedRelease;

/**
 * The tests' portal for infra/checks/portal-attack: says where it is and a developer's session,
 * sends changed links and tokens when told {@code mutate}, says what the unchanged ones open when
 * told {@code now}, and ends with its input.
 */
final class AttackPortal {
  private static final int EACH = 5_000;
  private static final int NETWORKS = 20;
  private static final String LETTERS = "ABCDEFxyz0189-_.=&";
  private static final String ASKED = "/v1/agreements";

  private final PortalServer server;
  private final Client developer;
  private final String link;
  private final String token;

  private AttackPortal(PortalServer server) throws IOException, InterruptedException {
    this.server = server;
    this.developer = server.as("developer0");
    this.link = link();
    this.token =
        server
            .bean(Tokens.class)
            .create(
                server.bean(Accounts.class).byEmail("developer0@portal.test").orElseThrow().id(),
                "attack",
                Set.of("read", "download"),
                "",
                Duration.ofHours(1))
            .secret();
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PortalServer server = PortalServer.shared();
    AttackPortal portal = new AttackPortal(server);
    System.out.println("address " + server.address());
    System.out.println("session " + portal.developer.cookie("estover"));
    System.out.println("release " + server.made().releases().get(0));
    System.out.println("agreement " + server.made().developers().get(0).agreementId());
    portal.now();
    System.out.println("ready");
    BufferedReader told =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String word = told.readLine();
    while (word != null) {
      if (word.equals("mutate")) {
        portal.mutate();
      } else {
        portal.now();
      }
      word = told.readLine();
    }
    System.exit(0);
  }

  /** A signed link to a shard that the developer's grant covers. */
  private String link() throws IOException, InterruptedException {
    for (String id : server.made().releases()) {
      ShelvedRelease release = server.bean(Shelf.class).find(id).orElseThrow();
      String shard = release.release().content().shardsOf("books").get(0).bin().name();
      HttpResponse<String> answer = developer.get("/download/" + id + "/" + shard);
      if (answer.statusCode() == 302) {
        return developer.location(answer);
      }
    }
    throw new AssertionError("developer0 may fetch nothing");
  }

  private void now() throws IOException, InterruptedException {
    Client anybody = server.from("198.51.100.1");
    System.out.println(
        "opens link="
            + anybody.get(link, "Range", "bytes=0-9").statusCode()
            + " token="
            + anybody.get(ASKED, "Authorization", "Bearer " + token).statusCode()
            + " session="
            + developer.get(ASKED).statusCode());
  }

  private void mutate() throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(20261127);
    List<Client> networks = new ArrayList<>();
    for (int i = 0; i < NETWORKS; i++) {
      networks.add(server.from("198.51.100." + (10 + i)));
    }
    int links = 0;
    int tokens = 0;
    for (int i = 0; i < EACH; i++) {
      Client client = networks.get(i % NETWORKS);
      String changed = "/" + changed(link.substring(1), random);
      int status = client.get(changed, "Range", "bytes=0-9").statusCode();
      if (status < 300) {
        links++;
        System.out.println("accepted " + changed);
      }
      String other = changed(token, random);
      if (client.get(ASKED, "Authorization", "Bearer " + other).statusCode() != 401) {
        tokens++;
        System.out.println("accepted " + other);
      }
    }
    System.out.println(
        "mutated links=" + EACH + " tokens=" + EACH + " accepted=" + (links + tokens));
  }

  /** One to three characters put in, taken out, or replaced; never the same. */
  private static String changed(String text, SplittableRandom random) {
    String changed = text;
    while (changed.equals(text)) {
      StringBuilder letters = new StringBuilder(text);
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        int at = random.nextInt(letters.length());
        char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
        switch (random.nextInt(3)) {
          case 0 -> letters.insert(at, letter);
          case 1 -> letters.deleteCharAt(at);
          default -> letters.setCharAt(at, letter);
        }
      }
      changed = letters.toString();
    }
    return changed;
  }
}
