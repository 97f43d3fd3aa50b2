package org.estover.crawl.fetch.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.frontier.FoundUrl;
import org.estover.crawl.frontier.Journal;
import org.estover.crawl.frontier.JournalRecord;
import org.estover.crawl.frontier.JournalRecord.Payload;
import org.estover.crawl.frontier.JournalRecord.Step;
import org.estover.crawl.frontier.OpenLevel;
import org.estover.crawl.frontier.Place;
import org.estover.crawl.frontier.UrlKey;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.source.SiteFile;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.CdxjIndex;
import org.estover.crawl.warc.ExchangeNote;
import org.estover.crawl.warc.WarcStretch;
import org.estover.crawl.warc.WarcWriter;
import org.jspecify.annotations.Nullable;

/**
 * The WARC files of one group of a crawl, and the journal that says which exchanges in them count;
 * thread-safe.
 *
 * <p>What belongs to one visit is written when the visit is over, in one piece: first its exchange
 * to the WARC file, then its record to the journal. Both are handed to the system at once, so a
 * kill of this process loses only requests in flight; both are forced to the disk, the WARC file
 * first, after {@value #BATCH} records or {@value #BATCH_MILLIS} ms, so a failing power supply
 * loses no more than those. A crawl that goes on cuts off whatever stands behind the last record of
 * its journal, so a page's exchange stands in the files once.
 *
 * <p>A file that is full gets its {@link CdxjIndex} while the next is written, and the others get
 * theirs when the crawl is over ({@link WarcFiles#index()}). A file that is written on has none.
 */
final class CaptureArchive implements Closeable {
  private static final long FULL_BYTES = 1L << 30;

  /** Answers about sites from before are asked for again (RFC 9309, section 2.4). */
  static final long OLDEST_MILLIS = TimeUnit.DAYS.toMillis(1);

  private static final int BATCH = 256;
  private static final long BATCH_MILLIS = 1000;

  private final WarcFiles files;
  private final String software;
  private final Clock clock;
  private final ToLongFunction<PageUrl> freeAtMillis;
  private final Captures captures;
  private final long fullBytes;
  private final Map<String, JournalRecord.SiteAsked> earlier = new ConcurrentHashMap<>();
  private final RecentLinks recent = new RecentLinks();
  private final ScheduledExecutorService timer;
  private final Future<?> forcing;
  private final ExecutorService indexer;
  private @Nullable WarcWriter current;
  private @Nullable Journal journal;
  private @Nullable IOException failure;
  private int file;
  private long end;
  private int unforced;

  /**
   * An archive that nothing can be written to before {@link #begin}.
   *
   * @param files where the files lie, and under which names
   * @param freeAtMillis when a site may be asked again, by one of its pages
   * @param captures reads back what attempts before have written
   */
  CaptureArchive(
      WarcFiles files,
      String software,
      Clock clock,
      ToLongFunction<PageUrl> freeAtMillis,
      Captures captures) {
    this(files, software, clock, freeAtMillis, captures, FULL_BYTES);
  }

  /** The same, whose files are full behind so many bytes. */
  CaptureArchive(
      WarcFiles files,
      String software,
      Clock clock,
      ToLongFunction<PageUrl> freeAtMillis,
      Captures captures,
      long fullBytes) {
    this.files = files;
    this.software = software;
    this.clock = clock;
    this.freeAtMillis = freeAtMillis;
    this.captures = captures;
    this.fullBytes = fullBytes;
    this.timer = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "crawl to disk"));
    this.indexer = Executors.newSingleThreadExecutor(task -> daemon(task, "crawl index"));
    this.forcing =
        timer.scheduleWithFixedDelay(
            this::forceInTime, BATCH_MILLIS, BATCH_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Whether one of the files holds whole records between two offsets. */
  boolean areWhole(int number, long from, long to) throws IOException {
    return new WarcStretch(files.path(number), from, to).isWhole();
  }

  /** Writes on behind what a level's journal names; what else the files hold is cut off. */
  synchronized void begin(OpenLevel level) throws IOException {
    journal = level.journal();
    recent.clear();
    if (current == null) {
      Place place = level.carryover().place();
      file = place.file();
      end = place.end();
      int last = file;
      while (Files.exists(files.path(last + 1))) {
        last++;
      }
      for (; last > file; last--) {
        Files.deleteIfExists(CdxjIndex.beside(files.path(last)));
        Files.delete(files.path(last));
      }
      // It speaks of a file that is cut and written on.
      Files.deleteIfExists(CdxjIndex.beside(files.path(file)));
      if (Files.exists(files.path(file))) {
        writer();
      }
      level.carryover().asked().values().forEach(asked -> earlier.put(asked.url(), asked));
    }
  }

  /** Ends a level of which everything is written. */
  synchronized void endLevel() throws IOException {
    mark(Step.DONE);
    journal = null;
  }

  private void mark(Step step) throws IOException {
    WarcWriter open = current;
    if (open != null) {
      open.force();
    }
    open().append(new JournalRecord.Mark(step, new Place(file, -1, end)));
    open().force();
    unforced = 0;
  }

  private void forceInTime() {
    synchronized (this) {
      try {
        if (unforced > 0 && journal != null) {
          mark(Step.SYNCED);
        }
      } catch (IOException e) {
        // Nothing may count as done behind what could not be kept.
        failure = e;
      }
    }
  }

  private Journal open() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return Objects.requireNonNull(journal, "a level has begun");
  }

  private WarcWriter writer() throws IOException {
    WarcWriter writer = current;
    if (writer == null) {
      writer = WarcWriter.resume(files.path(file), end, software, clock.instant());
      current = writer;
      end = writer.end();
    }
    return writer;
  }

  private Place writeAnswer(Exchange exchange, ExchangeNote note) throws IOException {
    Exchange.Repeated repeated = exchange.repeated();
    WarcWriter.Written written =
        repeated == null
            ? writer().write(exchange.capture(), note, clock.instant())
            : writer().writeRevisit(repeated.answer(), repeated.payload(), note, clock.instant());
    end = written.end();
    return new Place(file, written.offset(), end);
  }

  private Place writeUnanswered(String url, ExchangeNote note) throws IOException {
    writer().writeFailure(url, note, clock.instant());
    end = writer().end();
    return new Place(file, -1, end);
  }

  private void append(JournalRecord record) throws IOException {
    open().append(record);
    unforced++;
    if (unforced >= BATCH) {
      mark(Step.SYNCED);
    }
    if (end > fullBytes) {
      mark(Step.SYNCED);
      closeFile();
      Path full = files.path(file);
      indexer.execute(() -> indexInTime(full));
      file++;
      end = 0;
    }
  }

  /** Writes what was answered about a site; returns where that lies. */
  synchronized Place write(Exchange answer) throws IOException {
    open();
    String url = answer.capture().uri();
    PageUrl asked = PageUrl.parse(url).orElseThrow(() -> Errors.notNormal(url));
    String outcome = answer.outcome();
    Place place = writeAnswer(answer, answer.note(outcome));
    site(asked, outcome, true, place);
    return place;
  }

  /**
   * Writes that a file speaks for a site from now on.
   *
   * @param subject what it speaks for
   * @param answer where the answer lies that brought it; null where none came
   */
  synchronized void speaks(SiteFile.Kind kind, String subject, @Nullable Place answer)
      throws IOException {
    append(
        new JournalRecord.SiteSpoke(
            kind.name(),
            subject,
            answer != null,
            answer == null ? Place.START : answer,
            new Place(file, -1, end)));
  }

  /** Writes that a request about a site brought no answer. */
  synchronized void writeFailure(PageUrl url, FetchFailure failed) throws IOException {
    open();
    String outcome = failed.outcome();
    ExchangeNote note = ExchangeNote.of(outcome, List.of()).withAddress(failed.address());
    site(url, outcome, false, writeUnanswered(url.toString(), note));
  }

  private void site(PageUrl url, String outcome, boolean answered, Place place) throws IOException {
    append(
        new JournalRecord.SiteAsked(
            url.toString(),
            outcome,
            answered,
            clock.millis(),
            freeAtMillis.applyAsLong(url),
            place));
  }

  /**
   * What a process before this one was answered about a site, within a day; a refusal or an error
   * is given to the first to ask, who may ask again.
   *
   * @throws FetchFailure if it was not answered
   */
  Optional<SiteRequests.Kept> earlier(PageUrl url) throws IOException {
    JournalRecord.SiteAsked asked = earlier.get(url.toString());
    if (asked == null) {
      return Optional.empty();
    }
    boolean old = asked.atMillis() < clock.millis() - OLDEST_MILLIS;
    boolean fine = asked.outcome().equals("ok") || asked.outcome().startsWith("http-3");
    if (old || !fine) {
      // Of those that ask at once one may get it.
      asked = earlier.remove(url.toString());
    }
    if (old || asked == null) {
      return Optional.empty();
    }
    if (!asked.answered()) {
      throw new FetchFailure(asked.outcome(), url + ": not answered before this crawl went on");
    }
    Place place = asked.place();
    return Optional.of(new SiteRequests.Kept(Exchange.of(read(place)), place));
  }

  /** Reads an answer back that was written. */
  Capture read(Place place) throws IOException {
    return captures.read(files.path(place.file()), place).capture();
  }

  /** Writes that a host wants to be left alone. */
  synchronized void waits(PageUrl page, long waitedMillis, long untilMillis, boolean isAbandoned)
      throws IOException {
    append(
        new JournalRecord.HostWaits(
            page.toString(), waitedMillis, untilMillis, isAbandoned, new Place(file, -1, end)));
  }

  /** A link with its key. */
  record Link(UrlKey key, PageUrl url) {}

  /** Writes a finished visit. */
  void write(Visit visit, List<Link> links, boolean withPayload) throws IOException {
    Exchange exchange = visit.exchange;
    Payload payload = Payload.NONE;
    if (exchange != null && withPayload) {
      Capture capture = exchange.capture();
      byte[] body = capture.body();
      payload = new Payload(body.length, sha256(body), capture.mediaType(), capture.charset());
    }
    List<String> signals =
        visit.declarations.signals().stream().map(RightsSignal::canonical).toList();
    synchronized (this) {
      open();
      Place place = new Place(file, -1, end);
      if (exchange != null) {
        place = writeAnswer(exchange, exchange.note(visit.outcome).withSignals(signals));
      } else if (visit.asked) {
        ExchangeNote note =
            ExchangeNote.of(visit.outcome, List.of())
                .withSignals(signals)
                .withAddress(visit.address);
        place = writeUnanswered(visit.getURL(), note);
      }
      append(
          new JournalRecord.Visited(
              visit.index,
              visit.getURL(),
              visit.isOwn,
              visit.outcome,
              exchange == null ? "" : exchange.capture().date(),
              payload,
              signals,
              links.stream()
                  .filter(link -> isNew(link, visit))
                  .map(link -> link.url.toString())
                  .filter(CaptureArchive::isNormal)
                  .toList(),
              visit.fingerprint,
              freeAtMillis.applyAsLong(visit.page()),
              place));
    }
  }

  /**
   * Whether a link is to be written down. That of a redirect is in any case, as a crawl that goes
   * on counts the hops by it.
   */
  private boolean isNew(Link link, Visit visit) {
    boolean isOwn = FoundUrl.isOwn(link.url.toString(), visit.getURL(), visit.isOwn);
    return recent.isNew(link.key, isOwn) || visit.outcome.startsWith("http-3");
  }

  /** Whether a URL is read back as it is: some that links make are too long. */
  private static boolean isNormal(String url) {
    return PageUrl.parse(url).filter(page -> page.toString().equals(url)).isPresent();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static void indexInTime(Path warc) {
    try {
      WarcFiles.index(warc);
    } catch (IOException e) {
      // What it is made of is there: who ends the crawl makes it, or hears why that cannot be.
      return;
    }
  }

  private void closeFile() throws IOException {
    WarcWriter open = current;
    current = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    forcing.cancel(false);
    timer.shutdownNow();
    // An index that was begun is ended, or a file would be indexed by two at once.
    indexer.shutdown();
    synchronized (this) {
      journal = null;
      closeFile();
    }
    try {
      indexer.awaitTermination(1, TimeUnit.HOURS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
