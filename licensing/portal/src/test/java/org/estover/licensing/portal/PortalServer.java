package org.estover.licensing.portal;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Account;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Authenticators;
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
  private final SamplePlaces places = new SamplePlaces();
  private final Map<String, Client> signedIn = new HashMap<>();

  private PortalServer(Path folder) throws IOException {
    this.made = SampleTrust.in(folder);
    SpringApplication application = new SpringApplication(Portal.class);
    // Its files go only when it has ended, so the end is this class's own.
    application.setRegisterShutdownHook(false);
    application.addInitializers(
        starting -> starting.getBeanFactory().registerSingleton("samplePlaces", places));
    // As arguments, which win over the portal's own settings: a free port, above all.
    this.context =
        application.run(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--logging.level.root=warn",
            "--estover.portal.webhooks.allow-loopback=true",
            "--estover.portal.payment.instructions="
                + "To The Commons, account 12345678\\nwithin 30 days",
            "--estover.portal.limits.pages=100000",
            "--estover.portal.limits.api=100000",
            "--estover.portal.limits.downloads=100000",
            "--estover.portal.ledger=" + folder.resolve("ledger"),
            "--estover.portal.releases=" + folder.resolve("releases"),
            "--estover.portal.newest=" + folder.resolve("newest"),
            "--estover.portal.data=" + folder.resolve("portal"));
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
    Account made =
        bean(Accounts.class).create(name + "@portal.test", name, roles, partyId, PASSWORD);
    if (made.needsAuthenticator()) {
      bean(Authenticators.class).enrol(made.id(), secret(name));
    }
  }

  /** The secret of somebody's authenticator. */
  private static byte[] secret(String name) {
    return ("authenticator of " + name).getBytes(StandardCharsets.US_ASCII);
  }

  /** What the trust behind it holds. */
  public SampleTrust.Made made() {
    return made;
  }

  /** The web and DNS that it looks at for proofs of control. */
  public SamplePlaces places() {
    return places;
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  /** A part of the running portal. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** All parts of a kind. */
  public <T> List<T> beans(Class<T> type) {
    return List.copyOf(context.getBeansOfType(type).values());
  }

  /** Its routes; those of the health and metrics pages are the framework's and not among them. */
  public RequestMappingHandlerMapping routes() {
    return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
  }

  /** Somebody who is not signed in. */
  public Client anybody() {
    return new Client(address, "");
  }

  /** Somebody from an address of their own. */
  public Client from(String network) {
    return new Client(address, network);
  }

  /**
   * Somebody who signed in as one of developer0 to developer2, operator0, operator1, auditor0; the
   * same for all who ask, since a code of an authenticator is good once. Do not sign it out.
   */
  public synchronized Client as(String name) throws IOException, InterruptedException {
    Client known = signedIn.get(name);
    if (known == null) {
      known = anybody();
      known.signIn(name + "@portal.test", PASSWORD, code(name));
      signedIn.put(name, known);
    }
    return known;
  }

  /** What all accounts of the tests sign in with. */
  public static String password() {
    return PASSWORD;
  }

  /** Makes an account that needs an authenticator, and gives it one. */
  public void member(String name, Who role) {
    account(name, Set.of(role), "");
  }

  /** The code that an authenticator shows now, or "" where an account has none. */
  public String code(String name) {
    if (!bean(Accounts.class).byEmail(name + "@portal.test").orElseThrow().needsAuthenticator()) {
      return "";
    }
    try {
      TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
      return codes.generateOneTimePasswordString(
          new SecretKeySpec(secret(name), codes.getAlgorithm()),
          bean(Clock.class).instant(),
          Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes an account of a test's own. */
  public Account create(String name, Set<Who> roles, String partyId) {
    return bean(Accounts.class).create(name + "@portal.test", name, roles, partyId, PASSWORD);
  }

  /** Somebody who signed in just now, to an account without an authenticator. */
  public Client signedIn(String name) throws IOException, InterruptedException {
    Client client = anybody();
    client.signIn(name + "@portal.test", PASSWORD, "");
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
