package org.estover.licensing.portal.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Account;
import org.estover.licensing.portal.account.Authenticators;
import org.estover.licensing.portal.account.Tokens;
import org.estover.licensing.portal.audit.ActivityEvent;
import org.estover.licensing.portal.audit.ActivityLog;
import org.estover.licensing.portal.audit.SegmentLog;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Passwords, tokens, codes and sessions are in no log, even of one that is told to say much. */
final class NoSecretInLogsTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final String WRONG = "canary-of-a-wrong-password";

  /** Keeps every line. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Queue<String> kept = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      kept.add(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        kept.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
  }

  @Test
  void secretsAreInNoLog() throws Exception {
    Account account = PORTAL.create("canary", Set.of(Who.DEVELOPER), "");
    byte[] secret = PORTAL.bean(Authenticators.class).proposed(account.id());
    Tokens.Made token =
        PORTAL
            .bean(Tokens.class)
            .create(account.id(), "canary", Set.of("read"), "", Tokens.LONGEST);
    Lines lines = new Lines();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    List<Logger> chatty =
        List.of(
            (Logger) LoggerFactory.getLogger("org.estover"),
            (Logger) LoggerFactory.getLogger("org.springframework.security"));
    lines.setContext(root.getLoggerContext());
    lines.start();
    chatty.forEach(
        logger -> {
          logger.setLevel(Level.DEBUG);
          logger.setAdditive(false);
          logger.addAppender(lines);
        });
    root.addAppender(lines);
    String session;
    try {
      Client client = PORTAL.signedIn("canary");
      session = client.cookie("estover");
      client.page("/account/authenticator");
      client.submit(
          "/sign-in",
          "/sign-in",
          Map.of("username", "canary@portal.test", "password", WRONG, "code", "canary-code"));
      client.get("/welcome/canary-of-an-invitation");
      client.get("/", "Authorization", "Bearer " + token.secret());
      client.get("/", "Authorization", "Bearer " + token.secret() + "x");
    } finally {
      root.detachAppender(lines);
      chatty.forEach(
          logger -> {
            logger.detachAppender(lines);
            logger.setAdditive(true);
            logger.setLevel(null);
          });
    }
    assertThat(lines.kept).as("something was logged").isNotEmpty();
    SegmentLog log = PORTAL.bean(ActivityLog.class).segments();
    List<String> events =
        log.read(Math.max(0, log.size() - 50), 50).stream()
            .map(ActivityEvent::toJson)
            .map(Object::toString)
            .toList();
    assertThat(events).isNotEmpty();
    String shown = token.secret().substring("est_".length() + 17);
    for (String canary :
        List.of(
            "a long password for tests",
            WRONG,
            "canary-code",
            shown,
            session,
            java.util.HexFormat.of().formatHex(secret))) {
      assertThat(lines.kept).as("log").noneMatch(line -> line.contains(canary));
      assertThat(events).as("activity").noneMatch(line -> line.contains(canary));
    }
    assertThat(events).noneMatch(line -> line.contains("canary-of-an-invitation"));
  }
}
