package org.estover.licensing.portal.desk;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerBusyException;
import org.estover.ledger.LedgerSettings;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.terms.ReleaseStore;
import org.estover.licensing.terms.Trust;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The trust as the portal asks it and writes to it.
 *
 * <p>Questions are asked of a trust that is open for reading and follows the log, one at a time, so
 * each must be short: take what a page needs and render it outside. Writes go through the ledger's
 * one writer, which is opened for the first and given up after {@link #IDLE} without another, so
 * that commands can write to the same ledger while the portal runs. Thread-safe.
 */
@Component
public final class TrustDesk {
  /** How long the right to write is kept after a write. */
  static final Duration IDLE = Duration.ofSeconds(5);

  /** How long it is kept at most, so that a command that waits for it is not kept from writing. */
  private static final Duration MOST = Duration.ofSeconds(20);

  /** How long a change waits for a command that is writing. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int SALT_BYTES = 32;
  private static final Logger LOG = LoggerFactory.getLogger(TrustDesk.class);

  private final PortalSettings settings;
  private final Clock clock;
  private final SecureRandom entropy;
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private Opened reader;
  private @Nullable Opened writer;
  private Instant written;
  private Instant taken;
  private Instant met = Instant.EPOCH;
  private volatile Followed followed = Followed.NOTHING;

  /** A trust and the ledger it stands on. */
  public record Opened(Trust trust, Ledger ledger) {}

  /**
   * Up to where the log was followed.
   *
   * @param note the signed checkpoint that stood on the disk before it was
   * @param size entries that the log then had at least
   */
  private record Followed(String note, long size) {
    /** No log was. */
    static final Followed NOTHING = new Followed("not followed", -1);
  }

  /** What is asked of a trust. */
  @FunctionalInterface
  public interface Question<T> {
    T ask(Opened opened) throws IOException;
  }

  /** Opens the trust, and founds one where there is no ledger yet. */
  TrustDesk(PortalSettings settings, Clock clock, SecureRandom entropy) throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.entropy = entropy;
    this.written = clock.instant();
    this.taken = written;
    if (!Files.exists(settings.ledger().resolve("log"))) {
      found();
    }
    this.reader = openReader();
    LOG.info(
        "trust={} log-size={}", reader.trust().self().id(), reader.ledger().checkpoint().size());
  }

  private void found() throws IOException {
    Ledger.init(settings.ledger(), settings.publicUrl().getHost() + "/log", ledgerSettings());
    byte[] salt = new byte[SALT_BYTES];
    entropy.nextBytes(salt);
    try (Ledger ledger = Ledger.open(settings.ledger(), ledgerSettings())) {
      Trust.found(ledger, releases(), settings.name(), salt);
    }
  }

  /**
   * Asks the trust something, up to the log's newest entry.
   *
   * @throws org.estover.licensing.terms.TermsRefusedException as the question says
   */
  public <T> T read(Question<T> question) throws IOException {
    reading.lock();
    try {
      String note = newestNote();
      if (!note.equals(followed.note())) {
        // Checks a signature, which takes longer than most questions.
        reader.ledger().follow();
        followed = new Followed(note, reader.ledger().checkpoint().size());
      }
      return question.ask(reader);
    } finally {
      reading.unlock();
    }
  }

  /**
   * Whether the log still has so many entries and no more, as far as {@link #read} has followed it:
   * then what was read at that size still holds. Waits for nobody; costs the reading of one small
   * file.
   */
  public boolean isStill(long size) throws IOException {
    Followed last = followed;
    return last.size() == size && last.note().equals(newestNote());
  }

  /** The bytes of the newest checkpoint as they stand on the disk, unchecked; "" of none. */
  private String newestNote() throws IOException {
    try {
      return new String(
          Files.readAllBytes(settings.ledger().resolve("log").resolve("checkpoint")),
          StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /**
   * Lets a change be made by the ledger's one writer; it is durable when this returns.
   *
   * @throws org.estover.licensing.terms.TermsRefusedException as the change says
   * @throws org.estover.ledger.LedgerRefusedException if another process is writing, and goes on
   */
  public <T> T write(Question<T> change) throws IOException {
    writing.lock();
    try {
      Opened open = writer;
      if (open == null) {
        Ledger ledger = openWriter();
        boolean opened = false;
        try {
          open = new Opened(Trust.open(ledger, releases()), ledger);
          opened = true;
        } finally {
          if (!opened) {
            ledger.close();
          }
        }
        writer = open;
        taken = clock.instant();
      }
      long erasures = open.ledger().erasures();
      try {
        return change.ask(open);
      } finally {
        written = clock.instant();
        if (open.ledger().erasures() != erasures) {
          forget();
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /** Waits for a command that writes; not again for each of many changes that meet a long one. */
  private Ledger openWriter() throws IOException {
    boolean metJustNow = clock.instant().isBefore(met.plus(PATIENCE));
    try {
      return Ledger.open(
          settings.ledger(),
          ledgerSettings(),
          metJustNow ? Duration.ZERO : PATIENCE,
          other -> LOG.info("waiting for another writer: {}", other));
    } catch (LedgerBusyException e) {
      met = clock.instant();
      throw e;
    }
  }

  /** What was erased must not be known to the reading side any longer. */
  private void forget() throws IOException {
    Opened fresh = openReader();
    reading.lock();
    try {
      reader = fresh;
      // It may be of an earlier checkpoint than the one before had come to.
      followed = Followed.NOTHING;
    } finally {
      reading.unlock();
    }
  }

  /** Gives up the right to write where nothing was written for a while, or it was held for long. */
  @Scheduled(fixedDelay = 1_000)
  void giveUpWhenIdle() throws IOException {
    if (writing.tryLock()) {
      try {
        Instant now = clock.instant();
        if (now.isAfter(written.plus(IDLE)) || now.isAfter(taken.plus(MOST))) {
          closeWriter();
        }
      } finally {
        writing.unlock();
      }
    }
  }

  @PreDestroy
  void close() {
    writing.lock();
    try {
      closeWriter();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writing.unlock();
    }
  }

  private void closeWriter() throws IOException {
    Opened open = writer;
    writer = null;
    if (open != null) {
      open.ledger().close();
    }
  }

  private Opened openReader() throws IOException {
    Ledger ledger = Ledger.openReadOnly(settings.ledger(), ledgerSettings());
    return new Opened(Trust.open(ledger, releases()), ledger);
  }

  private ReleaseStore releases() {
    return new ReleaseStore(settings.releases());
  }

  private LedgerSettings ledgerSettings() {
    return LedgerSettings.of(clock, entropy).withNewest(settings.newest());
  }
}
