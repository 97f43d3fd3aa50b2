package org.estover.crawl.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RobotsMeta;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.HttpField;
import org.estover.crawl.warc.HttpReading;
import org.estover.crawl.warc.MediaTypes;
import org.estover.crawl.warc.WarcReader;
import org.estover.crawl.warc.WarcRecord;
import org.estover.crawl.warc.WarcVisitor;
import org.jspecify.annotations.Nullable;

/** The items of one WARC, WET or ARC file. */
final class WarcItems implements WarcVisitor {
  private static final Set<String> SCHEMES_WITHOUT_DOCUMENTS = Set.of("dns", "whois", "filedesc");

  private static final int RESOURCE_STATUS = 200;
  private static final byte[] NOTHING = {};

  /** What is known of an answer that another file holds: that it may have been fine. */
  private static final HttpReading UNREADABLE =
      new HttpReading.Unreadable("revisit-elsewhere", RESOURCE_STATUS);

  private final WarcSource source;
  private final String file;
  private final ReadLimits limits;
  private final ItemSink sink;
  private final SiteSignals signalsOfSites = new SiteSignals(SiteSignals.MAX_BYTES);
  private final Revisits revisits = new Revisits(Revisits.MAX_BYTES);

  WarcItems(WarcSource source, String file, ReadLimits limits, ItemSink sink) {
    this.source = source;
    this.file = file;
    this.limits = limits;
    this.sink = sink;
  }

  /**
   * Reads the file.
   *
   * @param others what all files of the source say about sites
   * @param payloads what other files of the source hold of this one's revisits
   */
  void read(Path path, SiteFiles others, Payloads payloads) throws IOException {
    // The sites and site files of the whole file are known before its first page is delivered.
    List<SiteFile> unread =
        look(
            path,
            file,
            limits,
            signalsOfSites::foresee,
            signalsOfSites::foreseePage,
            revisits,
            payloads);
    signalsOfSites.foreseeFrom(unread.isEmpty() ? others : together(others, unread));
    signalsOfSites.each(sink::siteFile);
    WarcReader.read(path, limits.maxDocument(), this);
    for (WarcRecord elsewhere : revisits.rest()) {
      Optional<Capture> found = payloads.of(elsewhere);
      if (found.isPresent()) {
        page(elsewhere, found.get(), SiteFile.of(elsewhere, found.get(), file).orElse(null));
      } else {
        sink.skipped(elsewhere.type() + "-elsewhere");
      }
    }
    if (signalsOfSites.unheardPages() > 0) {
      sink.warning(Errors.tooManySiteFiles(file, signalsOfSites.unheardPages()));
    }
  }

  private static SiteFiles together(SiteFiles others, List<SiteFile> unread) {
    return taker -> {
      others.each(taker);
      for (SiteFile each : unread) {
        taker.take(each);
      }
    };
  }

  /**
   * Gives the site files of a WARC file, in the order they stand in it, and says whether it holds
   * revisits.
   */
  static boolean lookForSiteFiles(Path path, String file, ReadLimits limits, SiteFiles.Taker taker)
      throws IOException {
    Revisits none = new Revisits(0);
    for (SiteFile unread : look(path, file, limits, taker, page -> {}, none, Payloads.NONE)) {
      taker.take(unread);
    }
    return none.hasSeenAny();
  }

  /**
   * Looks through a file before it is read.
   *
   * @param revisits takes the revisits
   * @param payloads what other files hold of them
   * @return the site files that the file says are as they were when another file captured them
   */
  private static List<SiteFile> look(
      Path path,
      String file,
      ReadLimits limits,
      SiteFiles.Taker siteFiles,
      Consumer<String> pages,
      Revisits revisits,
      Payloads payloads)
      throws IOException {
    Revisits ofSiteFiles = new Revisits(Revisits.MAX_BYTES_OF_SITE_FILES);
    List<SiteFile> unread = new ArrayList<>();
    WarcReader.read(
        path,
        limits.maxDocument(),
        new Look() {
          @Override
          public void record(WarcRecord record) throws IOException {
            Optional<SiteFile> found =
                hasPage(record) && SiteFile.mayBeIn(record)
                    ? SiteFile.of(record, reading(record, limits), file)
                    : Optional.empty();
            if (found.isPresent()) {
              siteFiles.take(found.get());
            } else {
              pages.accept(record.uri());
            }
          }

          @Override
          public void revisit(WarcRecord record) {
            revisits.hold(record);
            pages.accept(record.uri());
            if (SiteFile.mayBeIn(record) && !ofSiteFiles.hold(record)) {
              SiteFile.of(record, UNREADABLE, file).ifPresent(unread::add);
            }
          }
        });
    if (!ofSiteFiles.isEmpty()) {
      WarcReader.read(
          path,
          limits.maxDocument(),
          new Look() {
            @Override
            public void record(WarcRecord record) throws IOException {
              for (WarcRecord revisit : ofSiteFiles.takeThoseOf(record)) {
                HttpReading reading = together(revisit, reading(record, limits));
                Optional<SiteFile> found = SiteFile.of(revisit, reading, file);
                if (found.isPresent()) {
                  siteFiles.take(found.get());
                }
              }
            }
          });
      for (WarcRecord elsewhere : ofSiteFiles.rest()) {
        Optional<Capture> found = payloads.of(elsewhere);
        if (found.isPresent()) {
          Optional<SiteFile> siteFile = SiteFile.of(elsewhere, found.get(), file);
          if (siteFile.isPresent()) {
            siteFiles.take(siteFile.get());
          }
        } else {
          SiteFile.of(elsewhere, UNREADABLE, file).ifPresent(unread::add);
        }
      }
    }
    return unread;
  }

  /** A look through a file, of which nothing is reported. */
  private abstract static class Look implements WarcVisitor {
    @Override
    public void revisit(WarcRecord record) {}

    @Override
    public void skipped(String type) {}

    @Override
    public void damaged(long offset, String reason, String excerpt) {}
  }

  @Override
  public void skipped(String type) throws IOException {
    sink.skipped(type);
  }

  @Override
  public void damaged(long offset, String reason, String excerpt) throws IOException {
    sink.aside(new Aside(file, offset, reason, excerpt));
  }

  @Override
  public void record(WarcRecord record) throws IOException {
    String uri = record.uri();
    int colon = Math.max(uri.indexOf(':'), 0);
    String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
    if (SCHEMES_WITHOUT_DOCUMENTS.contains(scheme)) {
      sink.skipped(scheme);
    } else if (hasPage(record)) {
      page(record);
    } else {
      sink.item(payload(record));
    }
  }

  /** Counts a revisit that the look ahead could not hold; those it held come with their capture. */
  @Override
  public void revisit(WarcRecord record) throws IOException {
    if (!revisits.holds(record)) {
      sink.skipped("revisit-unresolved");
    }
  }

  private static boolean hasPage(WarcRecord record) {
    return record.type().equals("response") || record.type().equals("resource");
  }

  private static HttpReading reading(WarcRecord record, ReadLimits limits) {
    return record.type().equals("resource")
        ? asCapture(record)
        : Capture.of(record, limits.maxDocument());
  }

  private void page(WarcRecord record) throws IOException {
    HttpReading reading = reading(record, limits);
    Optional<SiteFile> siteFile = SiteFile.of(record, reading, file);
    if (siteFile.isPresent() && signalsOfSites.take(siteFile.get())) {
      sink.siteFile(siteFile.get());
    }
    page(record, reading, siteFile.orElse(null));
    for (WarcRecord revisit : revisits.takeThoseOf(record)) {
      HttpReading again = together(revisit, reading);
      page(revisit, again, SiteFile.of(revisit, again, file).orElse(null));
    }
  }

  private static HttpReading together(WarcRecord revisit, HttpReading earlier) {
    return earlier instanceof Capture capture ? Capture.ofRevisit(revisit, capture) : earlier;
  }

  private void page(WarcRecord record, HttpReading reading, @Nullable SiteFile siteFile)
      throws IOException {
    if (reading instanceof HttpReading.Unreadable unreadable) {
      sink.aside(new Aside(file, record.offset(), unreadable.reason(), record.uri(), record.uri()));
    } else if (siteFile != null) {
      sink.skipped(siteFile.kind().label());
    } else if (reading instanceof Capture capture) {
      sink.answered(item(record.offset(), capture), capture.status(), capture.fields());
    } else {
      throw new AssertionError(reading);
    }
  }

  /** A resource is what a response would have brought, without the exchange around it. */
  private static Capture asCapture(WarcRecord resource) {
    return new Capture(
        resource.uri(),
        resource.date(),
        RESOURCE_STATUS,
        List.of(new HttpField("Content-Type", resource.contentType())),
        resource.block(),
        resource.truncated().isEmpty());
  }

  private SourceItem item(long offset, Capture capture) throws IOException {
    List<RightsSignal> signals = signalsOfSites.of(capture);
    // As a crawl of ours does: whichever way a page came, what it says of its text holds.
    boolean kept = !isFound(capture) || !RobotsMeta.forbidKeeping(signals);
    return new SourceItem(
        source.name(),
        capture.uri(),
        kept ? outcome(capture) : SourceItem.NOINDEX,
        kept ? capture.mediaType() : "",
        kept ? capture.charset() : "",
        kept ? capture.body() : NOTHING,
        signals,
        source.license(),
        source.holder(),
        file,
        offset,
        capture.date());
  }

  private static boolean isFound(Capture capture) {
    return capture.status() >= 200 && capture.status() <= 203;
  }

  private static String outcome(Capture capture) {
    if (!isFound(capture)) {
      return "http-" + capture.status();
    }
    return capture.whole() ? SourceItem.OK : "truncated";
  }

  private SourceItem payload(WarcRecord record) {
    return new SourceItem(
        source.name(),
        record.uri(),
        record.truncated().isEmpty() ? SourceItem.OK : "truncated",
        MediaTypes.type(record.contentType()),
        MediaTypes.charset(record.contentType()),
        record.block(),
        signalsOfSites.ofSite(record.uri()),
        source.license(),
        source.holder(),
        file,
        record.offset(),
        record.date());
  }
}
