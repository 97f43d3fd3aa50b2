package org.estover.jobs.stage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RightsVerdict;
import org.estover.crawl.rights.Use;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SiteFile;
import org.estover.crawl.source.SourceItem;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one input holds: captures to files of about the same payload, each with the verdict
 * on its rights, and whatever could not be read to a file of its own, with reason and offset.
 *
 * <p>Where a file ends depends on nothing but the payloads before it, so a second attempt writes
 * the same files.
 */
final class CaptureWriter implements ItemSink, Closeable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final int input;
  private final long fileBytes;
  private final LongConsumer payloadMeter;
  private final StageReport.Tally tally = new StageReport.Tally(StageName.CRAWL);
  private final EvidenceWriter evidence;
  private final LeftOutLines leftOut;
  private final UnreachablePages unreachable;
  private final String source;
  private @Nullable RowWriter<CaptureRow> captures;
  private @Nullable BufferedWriter asides;
  private @Nullable Aside firstAside;
  private long asideCount;
  private final Path unfinishedAsides;
  private int cut;
  private long payload;

  /**
   * Makes the writer of one input.
   *
   * @param folder the stage's temporary folder
   * @param source the name of the input's source
   * @param input the place of the input among all inputs, which names its files
   */
  CaptureWriter(Path folder, String source, int input, long fileBytes, LongConsumer payloadMeter)
      throws IOException {
    this.folder = folder;
    this.input = input;
    this.fileBytes = fileBytes;
    this.payloadMeter = payloadMeter;
    this.evidence = new EvidenceWriter(folder.resolve(Evidence.FOLDER), source, input);
    this.source = source;
    String part = String.format(Locale.ROOT, "part-%05d.jsonl.gz", input);
    this.leftOut = LeftOutLines.urls(folder.resolve(LeftOutLines.FOLDER).resolve(part), source);
    this.unreachable =
        new UnreachablePages(folder.resolve(UnreachablePages.FOLDER).resolve(part), source);
    this.unfinishedAsides = folder.resolve("aside").resolve("." + UUID.randomUUID());
  }

  @Override
  public void item(SourceItem item) throws IOException {
    RowWriter<CaptureRow> open = captures;
    if (open == null) {
      open = RowWriter.create(CaptureRow.TYPE, captureFile(cut));
      captures = open;
    }
    open.write(row(item));
    unreachable.take(item);
    long size = item.payload().length;
    tally.in(StageReport.DOCUMENTS, 1).out(StageReport.DOCUMENTS, 1);
    tally.in(StageReport.BYTES, size).out(StageReport.BYTES, size);
    payloadMeter.accept(size);
    payload += size;
    if (payload >= fileBytes) {
      endFile();
    }
  }

  @Override
  public void aside(Aside aside) throws IOException {
    BufferedWriter open = asides;
    if (open == null) {
      open = Files.newBufferedWriter(unfinishedAsides);
      asides = open;
      firstAside = aside;
    }
    asideCount++;
    ObjectNode line = JSON.createObjectNode();
    line.put("file", aside.file()).put("offset", aside.offset());
    line.put("reason", aside.reason()).put("excerpt", aside.excerpt());
    if (!aside.uri().isEmpty()) {
      line.put("uri", aside.uri());
    }
    open.write(JSON.writeValueAsString(line));
    open.write('\n');
    tally.in(StageReport.DOCUMENTS, 1).aside(aside.reason(), StageReport.DOCUMENTS, 1);
  }

  @Override
  public void skipped(String type) {
    tally.in(StageReport.DOCUMENTS, 1).dropped("record-" + type, StageReport.DOCUMENTS, 1);
  }

  @Override
  public void siteFile(SiteFile file) throws IOException {
    evidence.take(file);
  }

  @Override
  public void robots(String site, String cause) throws IOException {
    unreachable.robots(site, cause);
  }

  @Override
  public void leftOut(String url, String reason) throws IOException {
    leftOut.write(url, reason);
  }

  @Override
  public void warning(String warning) {
    tally.warn(warning);
  }

  /** Completes the files and tells what was counted. */
  StageReport finish() throws IOException {
    endFile();
    evidence.commit();
    leftOut.commit();
    unreachable.commit();
    for (UnreachablePages.Pages pages : unreachable.pages()) {
      tally.warn(Errors.unreachable(source, pages));
    }
    BufferedWriter open = asides;
    if (open != null) {
      open.close();
      asides = null;
      String name = String.format(Locale.ROOT, "part-%05d.jsonl", input);
      Files.move(
          unfinishedAsides, unfinishedAsides.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
      warnOfAsides(name);
    }
    return tally.report();
  }

  private void warnOfAsides(String asideFile) {
    Aside first = firstAside;
    if (first != null) {
      tally.warn(
          Errors.putAside(first.file(), asideCount, first.offset(), first.reason(), asideFile));
    }
  }

  private void endFile() throws IOException {
    RowWriter<CaptureRow> open = captures;
    if (open != null) {
      open.commit();
      captures = null;
      cut++;
      payload = 0;
    }
  }

  private Path captureFile(int number) {
    return folder.resolve("captures").resolve(RowFile.name(input, number));
  }

  static CaptureRow row(SourceItem item) throws IOException {
    List<String> signals = item.signals().stream().map(RightsSignal::canonical).sorted().toList();
    RightsVerdict rights = Resolution.resolve(item.signals(), Use.AI_TRAIN);
    return new CaptureRow(
        item.source(),
        item.uri(),
        item.outcome(),
        item.mediaType(),
        item.charset(),
        item.payload(),
        Sha256.of(item.payload()),
        JSON.writeValueAsString(signals),
        rights.name(),
        rights.reason(),
        rights.offer(),
        item.license(),
        item.holder(),
        item.file(),
        item.offset(),
        item.fetchedAt());
  }

  @Override
  public void close() throws IOException {
    evidence.close();
    leftOut.close();
    unreachable.close();
    if (captures != null) {
      captures.close();
      captures = null;
    }
    if (asides != null) {
      asides.close();
      asides = null;
      Files.deleteIfExists(unfinishedAsides);
    }
  }
}
