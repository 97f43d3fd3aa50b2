package org.estover.licensing.portal.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerBusyException;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.log.CorruptLogException;
import org.estover.licensing.portal.PortalSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk follows the log, and knows without asking whether it has to. */
final class TrustDeskTest {
  @TempDir private Path folder;

  /** A clock that stands still until it is moved. */
  private static final class MovingClock extends Clock {
    private Instant now = Instant.parse("2026-11-02T09:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void followsWhatAnotherWroteAndOnlyThen() throws IOException {
    TrustDesk reads = desk();
    TrustDesk writes = desk();
    long size = size(reads);
    assertTrue(reads.isStill(size));
    assertFalse(reads.isStill(size - 1));

    writes.write(opened -> opened.trust().registerDeveloper("Makers", "legal@makers.test"));
    assertFalse(reads.isStill(size));
    assertFalse(reads.isStill(size + 1), "nothing has been read at that size yet");
    assertEquals(size + 1, size(reads));
    assertTrue(reads.isStill(size + 1));
    assertEquals("Makers", reads.read(opened -> opened.trust().parties().get(1).name()));
    writes.close();
  }

  @Test
  void damageDoneToTheCheckpointIsFoundAndNotRemembered() throws IOException {
    TrustDesk desk = desk();
    long size = size(desk);
    Path checkpoint = folder.resolve("ledger/log/checkpoint");
    byte[] whole = Files.readAllBytes(checkpoint);
    byte[] damaged = whole.clone();
    damaged[whole.length - 3] ^= 1;
    Files.write(checkpoint, damaged);
    assertFalse(desk.isStill(size));
    for (int i = 0; i < 2; i++) {
      assertThrows(CorruptLogException.class, () -> size(desk));
    }
    Files.delete(checkpoint);
    assertFalse(desk.isStill(size));
    assertThrows(CorruptLogException.class, () -> size(desk));
    Files.write(checkpoint, whole);
    assertEquals(size, size(desk));
  }

  @Test
  void oneThatWritesAllTheTimeLetsACommandWriteAtLast() throws IOException {
    MovingClock clock = new MovingClock();
    TrustDesk desk = desk(clock);
    for (int second = 0; second <= 20; second += 4) {
      String name = "Makers " + second;
      desk.write(opened -> opened.trust().registerDeveloper(name, "legal@makers.test"));
      desk.giveUpWhenIdle();
      Path ledger = folder.resolve("ledger");
      LedgerSettings settings =
          LedgerSettings.of(clock, new SecureRandom()).withNewest(folder.resolve("newest"));
      assertThrows(LedgerBusyException.class, () -> Ledger.open(ledger, settings));
      clock.now = clock.now.plusSeconds(4);
    }
    desk.write(opened -> opened.trust().registerDeveloper("Last", "legal@makers.test"));
    desk.giveUpWhenIdle();
    TrustDesk command = desk();
    command.write(opened -> opened.trust().registerDeveloper("Other", "legal@makers.test"));
    // While that goes on, a change waits once and the next one not again.
    for (int i = 0; i < 2; i++) {
      assertThrows(
          LedgerBusyException.class,
          () -> desk.write(opened -> opened.trust().registerDeveloper("Late", "l@makers.test")));
    }
    command.close();
    desk.write(opened -> opened.trust().registerDeveloper("Late", "l@makers.test"));
    desk.close();
  }

  private static long size(TrustDesk desk) throws IOException {
    return desk.read(opened -> opened.ledger().checkpoint().size());
  }

  private TrustDesk desk() throws IOException {
    return desk(Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC));
  }

  private TrustDesk desk(Clock clock) throws IOException {
    PortalSettings settings =
        new PortalSettings(
            folder.resolve("ledger"),
            folder.resolve("releases"),
            folder.resolve("newest"),
            folder.resolve("portal"),
            URI.create("http://trust.test"),
            "",
            "",
            "",
            "The Commons");
    return new TrustDesk(settings, clock, new SecureRandom());
  }
}
