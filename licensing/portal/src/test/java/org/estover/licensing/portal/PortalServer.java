package org.estover.licensing.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Accounts;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The one portal that all tests of this module share, with the {@link SampleTrust} behind it; it
 * starts with the first test that asks for it and ends with the process. Tests add to it and do not
 * count on being alone.
 */
public final class PortalServer {
  private static final String PASSWORD = "a long password for tests";

  private final ConfigurableApplicationContext context;
  private final SampleTrust.Made made;
  private final URI address;

  private PortalServer(Path folder) throws IOException {
    this.made = SampleTrust.in(folder);
    SpringApplication application = new SpringApplication(Portal.class);
    application.setDefaultProperties(
        Map.of(
            "server.address", "127.0.0.1",
            "logging.level.root", "warn",
            "estover.portal.ledger", folder.resolve("ledger").toString(),
            "estover.portal.releases", folder.resolve("releases").toString(),
            "estover.portal.newest", folder.resolve("newest").toString(),
            "estover.portal.data", folder.resolve("portal").toString()));
    this.context = application.run("--server.port=0");
    int port =
        Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
    this.address = URI.create("http://127.0.0.1:" + port);
    int number = 0;
    for (SampleTrust.Licensee licensee : made.developers()) {
      account("developer" + number++, Set.of(Who.DEVELOPER), licensee.partyId());
    }
    account("operator0", Set.of(Who.OPERATOR), "");
    account("operator1", Set.of(Who.OPERATOR), "");
    account("auditor0", Set.of(Who.AUDITOR), "");
  }

  /** Held until the process ends. */
  private static final class Shared {
    static final PortalServer ONE = start();

    private static PortalServer start() {
      try {
        Path folder = Files.createTempDirectory("portal-tests");
        PortalServer server = new PortalServer(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.end(folder)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The shared portal. */
  public static PortalServer shared() {
    return Shared.ONE;
  }

  private void end(Path folder) {
    context.close();
    try (Stream<Path> files = Files.walk(folder)) {
      Path[] all = files.toArray(Path[]::new);
      for (int i = all.length - 1; i >= 0; i--) {
        Files.deleteIfExists(all[i]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void account(String name, Set<Who> roles, String partyId) {
    bean(Accounts.class).create(name + "@portal.test", name, roles, partyId, PASSWORD);
  }

  /** What the trust behind it holds. */
  public SampleTrust.Made made() {
    return made;
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  /** A part of the running portal. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Its routes; those of the health and metrics pages are the framework's and not among them. */
  public RequestMappingHandlerMapping routes() {
    return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
  }

  /** Somebody who is not signed in. */
  public Client anybody() {
    return new Client(address);
  }

  /** Somebody who signed in as one of developer0 to developer2, operator0, operator1, auditor0. */
  public Client as(String name) throws IOException, InterruptedException {
    Client client = anybody();
    client.signIn(name + "@portal.test", PASSWORD);
    return client;
  }

  /** Somebody with an account of its own that acts for no party yet. */
  public Client newcomer(String name) throws IOException, InterruptedException {
    account(name, Set.of(), "");
    return as(name);
  }

  /** Somebody whose account acts for a rights holder. */
  public Client holder(String name, String partyId) throws IOException, InterruptedException {
    account(name, Set.of(Who.RIGHTS_HOLDER), partyId);
    return as(name);
  }

  /** All of them. */
  public static Iterable<String> names() {
    return Arrays.asList(
        "developer0", "developer1", "developer2", "operator0", "operator1", "auditor0");
  }
}
