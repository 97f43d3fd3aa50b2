package org.estover.jobs.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.AccessQuote;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.WebSource;
import org.estover.crawl.warc.HttpField;
import org.estover.jobs.rows.CaptureRow;

/**
 * A crawl's captures as a file of JSON lines, for crawls that are no part of a run; not
 * thread-safe, as a crawl delivers one item at a time.
 *
 * <p>A line has the URL, the outcome class and status, size and SHA-256 of the payload, the rights
 * signals and the verdict on them, and where in the WARC files the capture lies; of a page that was
 * not asked for as its site's robots.txt could not be had, why. The payload itself stands in the
 * WARC files only.
 */
public final class CaptureLines implements ItemSink, Closeable {
  /** The file of lines. */
  public static final String CAPTURES = "captures.jsonl";

  /** The file of URLs that were left out; absent if there were none. */
  public static final String LEFT_OUT = "left-out.jsonl.gz";

  /** The file of sites whose robots.txt could not be had; absent if there were none. */
  public static final String UNREACHABLE = "unreachable.jsonl.gz";

  /** The folder of WARC files. */
  public static final String WARC = "warc";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BufferedWriter lines;
  private final LeftOutLines leftOut;
  private final UnreachablePages unreachable;
  private final CaptureSet captures = new CaptureSet();
  private final Map<Quoted, QuotedPages> quotes = new TreeMap<>();
  private long count;

  private CaptureLines(BufferedWriter lines, Path folder) {
    this.lines = lines;
    this.leftOut = LeftOutLines.urls(folder.resolve(LEFT_OUT), "");
    this.unreachable = new UnreachablePages(folder.resolve(UNREACHABLE), "");
  }

  /** Begins the files in a folder, in place of those that are there. */
  public static CaptureLines create(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(LEFT_OUT));
    Files.deleteIfExists(folder.resolve(UNREACHABLE));
    return new CaptureLines(Files.newBufferedWriter(folder.resolve(CAPTURES)), folder);
  }

  /**
   * SHA-256 in hex of what the lines of a crawl follow from, but for the web: all that a plan says
   * of it. By the crawl's part of that it is decided, too, whether one that was interrupted can go
   * on.
   */
  public static String basis(WebSource source) {
    List<String> all =
        List.of(
            source.crawl().toString(),
            source.component().license(),
            source.component().holder(),
            source.sites().toString());
    return HexFormat.of().formatHex(Sha256.of(Bytes.utf8(all.toString())));
  }

  /** Terms that a host asks for. */
  private record Quoted(String host, AccessQuote quote) implements Comparable<Quoted> {
    @Override
    public int compareTo(Quoted other) {
      int byHost = host.compareTo(other.host);
      return byHost != 0 ? byHost : quote.toString().compareTo(other.quote.toString());
    }
  }

  /** How many pages were refused for the same terms, and the first of them. */
  private record QuotedPages(String first, long count) {
    QuotedPages and(QuotedPages other) {
      return new QuotedPages(
          first.compareTo(other.first) <= 0 ? first : other.first, count + other.count);
    }
  }

  @Override
  public void item(SourceItem item) throws IOException {
    answered(item, 0, List.of());
  }

  @Override
  public void aside(Aside aside) {
    throw new IllegalStateException("a crawl has no asides: " + aside);
  }

  @Override
  public void answered(SourceItem item, int status, List<HttpField> fields) throws IOException {
    CaptureRow row = CaptureWriter.row(item);
    captures.add(row);
    count++;
    ObjectNode line = JSON.createObjectNode();
    line.put("url", row.uri()).put("outcome", row.outcome());
    putUnlessEmpty(line, "cause", unreachable.take(item));
    if (status > 0) {
      line.put("status", status);
    }
    if (row.payload().length > 0) {
      line.put("mediaType", row.mediaType()).put("bytes", row.payload().length);
      line.put("sha256", HexFormat.of().formatHex(row.payloadSha256()));
    }
    line.set("signals", JSON.readTree(row.signals()));
    line.put("rights", row.rights()).put("rightsReason", row.rightsReason());
    putUnlessEmpty(line, "offer", row.offer());
    putUnlessEmpty(line, "license", row.license());
    putUnlessEmpty(line, "holder", row.holder());
    AccessQuote.of(status, fields)
        .ifPresent(
            quote -> {
              line.set("quote", JSON.valueToTree(shown(quote)));
              String host = PageUrl.parse(row.uri()).map(PageUrl::host).orElse("");
              quotes.merge(
                  new Quoted(host, quote), new QuotedPages(row.uri(), 1), QuotedPages::and);
            });
    if (!row.file().isEmpty()) {
      line.put("file", WARC + "/" + row.file()).put("offset", row.offset());
    }
    putUnlessEmpty(line, "fetchedAt", row.fetchedAt());
    write(line);
  }

  @Override
  public void robots(String site, String cause) throws IOException {
    unreachable.robots(site, cause);
  }

  @Override
  public void leftOut(String url, String reason) throws IOException {
    leftOut.write(url, reason);
  }

  private void write(ObjectNode line) throws IOException {
    try {
      lines.write(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree is JSON", e);
    }
    lines.write('\n');
  }

  private static void putUnlessEmpty(ObjectNode line, String name, String value) {
    if (!value.isEmpty()) {
      line.put(name, value);
    }
  }

  private static Map<String, Object> shown(AccessQuote quote) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("status", quote.status());
    if (!quote.price().isEmpty()) {
      shown.put("price", quote.price());
    }
    if (!quote.challenge().isEmpty()) {
      shown.put("challenge", quote.challenge());
    }
    if (!quote.links().isEmpty()) {
      shown.put("links", quote.links());
    }
    return shown;
  }

  /** The number of captures. */
  public long count() {
    return count;
  }

  /** The digest of the set of captures; an unchanged web gives an unchanged one. */
  public String digest() {
    return captures.digest();
  }

  /** What hosts ask for, by host and terms: terms, number of pages and the first of them. */
  public List<Map<String, Object>> quotes() {
    List<Map<String, Object>> all = new ArrayList<>();
    quotes.forEach(
        (quoted, pages) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("host", quoted.host());
          one.putAll(shown(quoted.quote()));
          one.put("pages", pages.count());
          one.put("example", pages.first());
          all.add(one);
        });
    return all;
  }

  /** Pages whose site's robots.txt could not be had: by cause, their number and one of them. */
  public List<Map<String, Object>> unreachable() {
    return unreachable.report();
  }

  /** Completes the files. */
  @Override
  public void close() throws IOException {
    lines.close();
    leftOut.commit();
    unreachable.commit();
  }
}
