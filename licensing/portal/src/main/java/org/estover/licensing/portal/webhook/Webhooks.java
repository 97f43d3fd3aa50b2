package org.estover.licensing.portal.webhook;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.portal.access.PlainText;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Account;
import org.estover.licensing.portal.account.Accounts;
import org.estover.licensing.portal.account.Authenticators;
import org.estover.licensing.portal.account.SealedSecrets;
import org.estover.licensing.portal.desk.TrustDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells endpoints of events, each at least once: follows the ledger's log by a cursor in the
 * database, writes in one step what is to be told and how far it read, and tries every delivery
 * until it is taken or {@link #PATIENCE} is over. So nothing is lost over a restart, and what
 * commands write to the ledger is told as well. Signatures are those of Standard Webhooks.
 * Thread-safe.
 */
@Component
final class Webhooks {
  /** How long a delivery is tried. */
  static final Duration PATIENCE = Duration.ofDays(3);

  /** Before the second attempt, the third, and so on; the last one before all others. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12));

  /** A delivery that was begun and not settled by then was cut off with its process. */
  private static final Duration BEGUN = Duration.ofMinutes(2);

  private static final int ENTRIES = 1_000;
  private static final int SENDERS = 8;
  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 16;
  private static final int LONGEST_ERROR = 300;
  private static final int OK = 200;
  private static final int NOT_OK = 300;
  private static final String SECRET = "webhook-secret";
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

  private final TrustDesk desk;
  private final EndpointStore endpoints;
  private final EventStore events;
  private final Accounts accounts;
  private final Authenticators authenticators;
  private final Sender sender;
  private final SealedSecrets secrets;
  private final SecureRandom entropy;
  private final Clock clock;
  private final JsonMapper mapper;
  private final TransactionTemplate together;
  private final EventReader reader = new EventReader();
  private final Turns turns = new Turns(SENDERS);
  private final ExecutorService senders =
      Executors.newFixedThreadPool(
          SENDERS,
          task -> {
            Thread thread = new Thread(task, "webhooks");
            thread.setDaemon(true);
            return thread;
          });
  private long learned;

  Webhooks(
      TrustDesk desk,
      EndpointStore endpoints,
      EventStore events,
      Accounts accounts,
      Authenticators authenticators,
      Sender sender,
      SealedSecrets secrets,
      SecureRandom entropy,
      Clock clock,
      JsonMapper mapper,
      TransactionTemplate together) {
    this.desk = desk;
    this.endpoints = endpoints;
    this.events = events;
    this.accounts = accounts;
    this.authenticators = authenticators;
    this.sender = sender;
    this.secrets = secrets;
    this.entropy = entropy;
    this.clock = clock;
    this.mapper = mapper;
    this.together = together;
  }

  /** Whether an event concerns an account: operators and auditors know of all. */
  private static boolean concerns(Account account, ConcerningEvent event) {
    return sees(account.visitor())
        || event.parties().contains(ConcerningEvent.EVERYBODY)
        || (!account.partyId().isEmpty() && event.parties().contains(account.partyId()));
  }

  /** Whether a visitor knows of all events. */
  static boolean sees(Visitor visitor) {
    return visitor.is(Who.OPERATOR) || visitor.is(Who.AUDITOR);
  }

  /** Makes a new secret as those who register see it once. */
  String newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    entropy.nextBytes(secret);
    return "whsec_" + Base64.getEncoder().encodeToString(secret);
  }

  /** A secret as the database keeps it. */
  String sealed(String secret) {
    return secrets.seal(SECRET, secret.getBytes(StandardCharsets.UTF_8));
  }

  /** A new random id. */
  String newId(String prefix) {
    byte[] random = new byte[ID_BYTES];
    entropy.nextBytes(random);
    return prefix + "_" + HexFormat.of().formatHex(random);
  }

  /** Follows the log, and tells what is due. */
  @Scheduled(fixedDelay = 1_000)
  void tend() throws IOException {
    follow();
    deliver();
  }

  /** Makes events of the log's new entries. */
  synchronized void follow() throws IOException {
    List<LoggedFact> entries;
    do {
      long from = learned;
      boolean known = from < events.cursor();
      entries =
          desk.read(
              opened -> {
                try (var facts =
                    opened.ledger().facts(from, fact -> known || !EventReader.needsPayload(fact))) {
                  return facts.limit(ENTRIES).toList();
                }
              });
      take(entries);
    } while (!entries.isEmpty());
  }

  private void take(List<LoggedFact> entries) {
    if (entries.isEmpty()) {
      return;
    }
    long told = events.cursor();
    List<ConcerningEvent> fresh = new ArrayList<>();
    long end = learned;
    for (LoggedFact entry : entries) {
      // A batch that began among entries known already has no payloads; the rest is read again.
      if (entry.index() >= told && learned < told) {
        break;
      }
      Optional<ConcerningEvent> event = reader.read(entry);
      if (entry.index() >= told) {
        event.ifPresent(fresh::add);
      }
      end = entry.index() + 1;
    }
    long read = end;
    if (read > told) {
      together.executeWithoutResult(status -> enter(fresh, read));
    }
    learned = read;
  }

  private void enter(List<ConcerningEvent> fresh, long read) {
    List<Endpoint> active = fresh.isEmpty() ? List.of() : endpoints.active();
    for (ConcerningEvent event : fresh) {
      events.add(event);
      for (Endpoint endpoint : active) {
        Optional<Account> account = accounts.byId(endpoint.accountId());
        boolean told =
            endpoint.types().contains(EventType.of(event.event().type()))
                && account.filter(this::isOpen).isPresent()
                && concerns(account.get(), event);
        if (told) {
          events.add(delivery(endpoint, event.event()));
        }
      }
    }
    events.moveCursor(read);
  }

  /** Whether an account may see anything now; ended ones are told nothing more. */
  private boolean isOpen(Account account) {
    return account.active()
        && (!account.needsAuthenticator() || authenticators.isConfirmed(account.id()));
  }

  private Delivery delivery(Endpoint endpoint, Event event) {
    return again(endpoint, event.id(), mapper.writeValueAsString(event));
  }

  private Delivery again(Endpoint endpoint, String eventId, String body) {
    Instant now = now();
    return new Delivery(
        0, newId("dlv"), endpoint.id(), eventId, body, Delivery.WAITING, 0, now, now, 0, "");
  }

  /** Databases keep microseconds; a time that is compared must be one they keep. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Tells an endpoint of a test event. */
  Delivery test(Endpoint endpoint) {
    Event event =
        new Event(
            newId("evt"),
            EventType.TEST.word(),
            now().toString(),
            null,
            Map.of("endpointId", endpoint.id()));
    Delivery delivery = delivery(endpoint, event);
    events.add(delivery);
    return delivery;
  }

  /** Tells again what was told or given up; the event keeps its id. */
  Delivery resend(Endpoint endpoint, Delivery delivery) {
    Delivery again = again(endpoint, delivery.eventId(), delivery.body());
    events.add(again);
    return again;
  }

  /** Begins of the deliveries that are due those whose turn it is. */
  void deliver() {
    // One at a time, or what two begin is chosen without knowing of the other's.
    synchronized (turns) {
      if (senders.isShutdown()) {
        return;
      }
      for (Due due : turns.begin(events.due(now()))) {
        senders.execute(() -> attempt(due));
      }
    }
  }

  private void attempt(Due due) {
    Instant begun = clock.instant();
    try {
      Instant now = now();
      Optional<Delivery> delivery =
          events.delivery(due.position()).filter(each -> !each.nextAttempt().isAfter(now));
      if (delivery.isPresent() && events.take(delivery.get(), now.plus(BEGUN))) {
        Optional<Endpoint> endpoint = endpoints.find(due.endpointId());
        if (endpoint.isPresent()) {
          events.settle(tried(endpoint.get(), delivery.get()));
        }
      }
    } finally {
      turns.end(due, Duration.between(begun, clock.instant()));
    }
    // Without waiting for the next second, or many endpoints would be told slowly.
    deliver();
  }

  private Delivery tried(Endpoint endpoint, Delivery due) {
    int status = 0;
    String error = "";
    try {
      if (!endpoint.active()
          || accounts.byId(endpoint.accountId()).filter(this::isOpen).isEmpty()) {
        throw new IOException("the endpoint is switched off");
      }
      status = sender.post(endpoint.url(), headers(endpoint, due), bytes(due));
      if (status < OK || status >= NOT_OK) {
        error = "the endpoint answered " + status;
      }
    } catch (IOException e) {
      error = String.valueOf(e.getMessage());
    }
    Instant now = now();
    Duration pause = PAUSES.get(Math.min(due.attempts(), PAUSES.size() - 1));
    Instant next = now.plus(pause);
    boolean over = next.isAfter(due.created().plus(PATIENCE));
    String state = error.isEmpty() ? Delivery.DELIVERED : over ? Delivery.DEAD : Delivery.WAITING;
    LOG.debug("delivery={} attempt={} state={}", due.id(), due.attempts() + 1, state);
    return new Delivery(
        due.position(),
        due.id(),
        due.endpointId(),
        due.eventId(),
        due.body(),
        state,
        due.attempts() + 1,
        due.created(),
        next,
        status,
        PlainText.shortened(error, LONGEST_ERROR));
  }

  private static byte[] bytes(Delivery delivery) {
    return delivery.body().getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, String> headers(Endpoint endpoint, Delivery delivery) {
    String secret =
        new String(secrets.open(SECRET, endpoint.sealedSecret()), StandardCharsets.UTF_8);
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    Map<String, String> headers = new TreeMap<>();
    headers.put("webhook-id", delivery.eventId());
    headers.put("webhook-timestamp", timestamp);
    headers.put(
        "webhook-signature", signature(secret, delivery.eventId(), timestamp, delivery.body()));
    return headers;
  }

  /** {@code v1,} and the HMAC-SHA-256 of {@code id.timestamp.body} under the secret's bytes. */
  static String signature(String secret, String id, String timestamp, String body) {
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] message = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    senders.shutdownNow();
    senders.awaitTermination(BEGUN.toSeconds(), TimeUnit.SECONDS);
  }
}
