package org.estover.crawl.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.WarcReader;
import org.estover.crawl.warc.WarcRecord;
import org.estover.crawl.warc.WarcVisitor;

/** The pages of the evaluation set and what their texts should hold and should not hold. */
final class EvalPages {
  private static final int MAX_BYTES = 1 << 28;
  private static final Pattern LANGUAGE =
      Pattern.compile("<html[^>]{0,500}?\\slang=[\"']?([A-Za-z]{2,3})\\b");

  /**
   * A page.
   *
   * @param address its URL as it stands in the archive
   * @param sealed whether it is of the half that no rule was made on
   * @param language what it declares to be written in, or "none"
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Page(
      String address,
      boolean sealed,
      String language,
      byte[] html,
      String charset,
      List<String> wanted,
      List<String> unwanted) {}

  private EvalPages() {}

  /** Reads the set from the folder of shared data. */
  static List<Page> read(Path shared) throws IOException {
    Map<String, Capture> captures = captures(shared.resolve("data/warc/trafilatura-eval.warc.gz"));
    List<Page> pages = new ArrayList<>();
    Path file = shared.resolve("data/eval/trafilatura-evaldata.json");
    try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String url = json.currentName();
        String address = url.replaceAll("[\\s\\x00-\\x1f]", "%20");
        List<String> wanted = new ArrayList<>();
        List<String> unwanted = new ArrayList<>();
        json.nextToken();
        strings(json, wanted, unwanted);
        Capture capture = captures.get(address);
        if (capture != null) {
          pages.add(
              new Page(
                  address,
                  isSealed(url),
                  language(capture.body()),
                  capture.body(),
                  capture.charset(),
                  wanted,
                  unwanted));
        }
      }
    }
    return pages;
  }

  private static Map<String, Capture> captures(Path warc) throws IOException {
    Map<String, Capture> captures = new HashMap<>();
    WarcReader.read(
        warc,
        MAX_BYTES,
        new WarcVisitor() {
          @Override
          public void record(WarcRecord record) {
            if (Capture.of(record, MAX_BYTES) instanceof Capture capture) {
              captures.put(capture.uri(), capture);
            }
          }

          @Override
          public void skipped(String type) {}

          @Override
          public void damaged(long offset, String reason, String excerpt) {
            throw new AssertionError(reason + " at " + offset);
          }
        });
    return captures;
  }

  private static boolean isSealed(String url) {
    String host = url.replaceFirst("^https?://", "").split("[/?#]", 2)[0].toLowerCase(Locale.ROOT);
    try {
      return MessageDigest.getInstance("SHA-256").digest(host.getBytes(UTF_8))[0] < 0;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String language(byte[] html) {
    int head = Math.min(html.length, 4096);
    Matcher matcher = LANGUAGE.matcher(new String(html, 0, head, UTF_8));
    return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "none";
  }

  private static void strings(JsonParser json, List<String> wanted, List<String> unwanted)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      boolean array = json.nextToken() == JsonToken.START_ARRAY;
      if (array && (name.equals("with") || name.equals("without"))) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          (name.equals("with") ? wanted : unwanted).add(json.getText());
        }
      } else {
        json.skipChildren();
      }
    }
  }
}
