package org.estover.licensing.portal.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.AgreementSigned;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.GrantIssued;
import org.estover.ledger.log.IncidentFiled;
import org.estover.ledger.log.NoticeAcknowledged;
import org.estover.ledger.log.NoticeSent;
import org.estover.ledger.log.RevenueReported;
import org.estover.ledger.log.TrainingRunRegistered;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Each rule finds what it is for, and nothing where all is well. */
final class WatchRulesTest {
  private static final String PARTY = "pty_0123";
  private static final String AGREEMENT = "agr_0123";
  private static final String GRANT = "grt_0123";
  private static final String RUN = "trun_0123";
  private static final MonitoringSettings SETTINGS =
      new MonitoringSettings(DataSize.ofBytes(1_000), 20, 60, 14, Duration.ofMinutes(1), 50);

  /** Events of a story in the order of their times. */
  private static final class Story {
    private final List<MonitoredEvent> events = new ArrayList<>();
    private long number;

    Story() {
      fact("2026-01-10T10:00:00Z", new AgreementSigned(AGREEMENT, "off_0123", PARTY));
      fact("2026-01-10T10:01:00Z", new GrantIssued(GRANT, AGREEMENT, "rel_0123", "train"));
    }

    Story fact(String at, Fact fact) {
      return fact(at, fact, "");
    }

    Story fact(String at, Fact fact, String gross) {
      events.add(new MonitoredEvent.Logged(number++, Instant.parse(at), fact, gross));
      return this;
    }

    Story run(String at) {
      return fact(at, new TrainingRunRegistered(RUN, GRANT, "rel_0123", 10, 2));
    }

    Story revenue(String at, String month, String gross) {
      return fact(
          at,
          new RevenueReported("rpt_" + month.replace("-", ""), AGREEMENT, Period.parse(month)),
          gross);
    }

    Story read(String at, long bytes, String... evidence) {
      return done(at, "", bytes, evidence);
    }

    Story use(String at, String network) {
      return done(at, "tok_1", 0, "network", network);
    }

    private Story done(String at, String token, long bytes, String... evidence) {
      Map<String, String> by = new TreeMap<>(Map.of("grant", GRANT));
      for (int i = 0; i < evidence.length; i += 2) {
        by.put(evidence[i], evidence[i + 1]);
      }
      events.add(
          new MonitoredEvent.Done(
              "act_" + number++, Instant.parse(at), PARTY, token, "release.read", bytes, by));
      return this;
    }

    /** What is found until a day, as rule and subject. */
    List<String> found(String until) {
      return alerts(until).stream().map(alert -> alert.rule() + " " + alert.subject()).toList();
    }

    List<Alert> alerts(String until) {
      Monitor monitor = new Monitor(SETTINGS);
      List<Alert> alerts = new ArrayList<>();
      events.forEach(event -> alerts.addAll(monitor.see(event)));
      alerts.addAll(
          monitor.passTo(new MonitoredEvent.DayBegan(Instant.parse(until + "T00:00:00Z")).day()));
      return alerts;
    }
  }

  @Test
  void quotaIsOfADayAndToldOnce() {
    Story within = new Story().read("2026-02-01T10:00:00Z", 900).read("2026-02-02T10:00:00Z", 900);
    assertThat(within.found("2026-02-03")).isEmpty();
    within.read("2026-02-02T11:00:00Z", 101).read("2026-02-02T12:00:00Z", 500);
    assertThat(within.found("2026-02-03")).containsExactly("quota-exceeded " + PARTY);
    within.read("2026-02-03T11:00:00Z", 1_001);
    assertThat(within.found("2026-02-03")).hasSize(2);
  }

  @Test
  void aPurposeThatWasNotGrantedIsFound() {
    Story story = new Story().read("2026-02-01T10:00:00Z", 1, "purpose", "train");
    assertThat(story.found("2026-02-02")).isEmpty();
    story
        .read("2026-02-01T11:00:00Z", 1, "purpose", "redistribution")
        .read("2026-02-01T12:00:00Z", 1, "purpose", "redistribution");
    assertThat(story.found("2026-02-02")).containsExactly("purpose-not-in-license " + PARTY);
  }

  @Test
  void aTokenHasTheNetworksItHadBefore() {
    Story story = new Story().use("2026-02-01T10:00:00Z", "a").use("2026-02-02T10:00:00Z", "a");
    assertThat(story.found("2026-02-03")).isEmpty();
    story.use("2026-02-03T10:00:00Z", "b").use("2026-02-04T10:00:00Z", "b");
    assertThat(story.found("2026-02-05")).containsExactly("token-from-new-network " + PARTY);
  }

  @Test
  void twoNetworksAtOnceAreFound() {
    Story story =
        new Story()
            .use("2026-02-01T10:00:00Z", "a")
            .use("2026-02-01T10:01:01Z", "b")
            .use("2026-02-01T10:02:02Z", "a");
    assertThat(story.found("2026-02-02")).doesNotContain("concurrent-token " + PARTY);
    story.use("2026-02-01T10:02:32Z", "b").use("2026-02-01T10:02:40Z", "a");
    assertThat(story.found("2026-02-02")).containsOnlyOnce("concurrent-token " + PARTY);
  }

  @Test
  void aMonthThatIsNotReportedIsFoundBehindItsLastDay() {
    Story story = new Story().run("2026-02-10T10:00:00Z");
    assertThat(story.found("2026-03-20")).isEmpty();
    assertThat(story.found("2026-03-21")).containsExactly("run-without-report " + AGREEMENT);
    assertThat(story.found("2026-04-21")).hasSize(2);
    story.revenue("2026-03-05T10:00:00Z", "2026-02", "USD 100");
    assertThat(story.found("2026-04-20")).isEmpty();
  }

  @Test
  void readingWithoutATrainingRunIsFound() {
    Story story = new Story().read("2026-02-01T10:00:00Z", 1);
    assertThat(story.found("2026-04-02")).isEmpty();
    assertThat(story.found("2026-06-01")).containsExactly("read-without-run " + PARTY);
    story.run("2026-03-10T10:00:00Z").revenue("2026-03-11T10:00:00Z", "2026-03", "USD 1");
    assertThat(story.found("2026-04-10")).isEmpty();
  }

  @Test
  void readingOnBehindANoticeIsFound() {
    Story story =
        new Story()
            .fact("2026-02-01T10:00:00Z", new NoticeSent("ntc_0123", "case_0123", PARTY))
            .read("2026-02-15T09:00:00Z", 1);
    assertThat(story.found("2026-02-16")).isEmpty();
    story.read("2026-02-15T11:00:00Z", 1).read("2026-02-15T12:00:00Z", 1);
    assertThat(story.found("2026-02-16")).containsExactly("withdrawn-still-read " + PARTY);
    Story answered =
        new Story()
            .fact("2026-02-01T10:00:00Z", new NoticeSent("ntc_0123", "case_0123", PARTY))
            .fact("2026-02-02T10:00:00Z", new NoticeAcknowledged("ntc_0123"))
            .read("2026-02-20T09:00:00Z", 1);
    assertThat(answered.found("2026-02-21")).isEmpty();
  }

  @Test
  void revenueThatFallsWhileAsMuchIsReadIsFound() {
    Story half =
        new Story()
            .revenue("2026-02-05T10:00:00Z", "2026-01", "USD 1000")
            .revenue("2026-03-05T10:00:00Z", "2026-02", "USD 500");
    assertThat(half.found("2026-03-06")).isEmpty();
    Story less =
        new Story()
            .revenue("2026-02-05T10:00:00Z", "2026-01", "USD 1000")
            .revenue("2026-03-05T10:00:00Z", "2026-02", "USD 499");
    assertThat(less.found("2026-03-06")).containsExactly("revenue-dropped " + AGREEMENT);
    Story otherMoney =
        new Story()
            .revenue("2026-02-05T10:00:00Z", "2026-01", "USD 1000")
            .revenue("2026-03-05T10:00:00Z", "2026-02", "EUR 499");
    assertThat(otherMoney.found("2026-03-06")).isEmpty();
    Story readLess =
        new Story()
            .read("2026-01-20T10:00:00Z", 500)
            .revenue("2026-02-05T10:00:00Z", "2026-01", "USD 1000")
            .revenue("2026-03-05T10:00:00Z", "2026-02", "USD 10");
    assertThat(readLess.found("2026-03-06")).isEmpty();
  }

  @Test
  void everyRuleHasANameOfItsOwnAndAVersion() {
    TreeSet<String> names = new TreeSet<>();
    for (WatchRule rule : Monitor.rules(SETTINGS)) {
      assertThat(names.add(rule.name())).isTrue();
      assertThat(rule.version()).isPositive();
      assertThat(IncidentFiled.KINDS).contains(rule.incidentKind());
      assertThat(IncidentFiled.SEVERITIES).contains(rule.severity().word());
    }
    assertThat(names).hasSize(8);
  }

  @Test
  void theSameEventsGiveTheSameAlertsHoweverTheyArrive() {
    Story story =
        new Story()
            .run("2026-02-10T10:00:00Z")
            .read("2026-02-11T10:00:00Z", 2_000, "purpose", "other")
            .use("2026-02-11T10:00:01Z", "a")
            .use("2026-02-11T10:00:02Z", "b");
    List<Alert> once = story.alerts("2026-04-01");
    assertThat(once).hasSizeGreaterThanOrEqualTo(5).isEqualTo(story.alerts("2026-04-01"));
    assertThat(once.stream().map(Alert::id)).doesNotHaveDuplicates();
  }
}
