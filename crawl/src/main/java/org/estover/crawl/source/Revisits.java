package org.estover.crawl.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estover.crawl.warc.WarcRecord;

/**
 * The revisit records of one WARC file, each under the capture whose payload it stands for.
 *
 * <p>A revisit names that capture by the id of its record, else by URL and date, else by the digest
 * of its payload. What it does not find in its own file may lie in another one of the source
 * ({@link Payloads}), else the revisit is counted.
 *
 * <p>Memory: the heads of the revisits up to a limit; those beyond it are counted as well.
 */
final class Revisits {
  /** What a revisit costs beside its bytes. */
  private static final long RECORD_BYTES = 1000;

  /** How many bytes of revisits are held. */
  static final long MAX_BYTES = 64L << 20;

  /** How many bytes of them while a file is looked through for site files. */
  static final long MAX_BYTES_OF_SITE_FILES = 8L << 20;

  private static final String DIGEST = "warc-payload-digest";

  private final long maxBytes;
  private final Map<String, List<WarcRecord>> waiting = new LinkedHashMap<>();
  private final Set<Long> held = new HashSet<>();
  private long bytes;
  private boolean seen;

  Revisits(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether it is known what a revisit's profile means; another one says nothing to us. */
  private static boolean isUnderstood(WarcRecord revisit) {
    String profile = bare(revisit.field("warc-profile"));
    return profile.endsWith("/revisit/identical-payload-digest")
        || profile.endsWith("/revisit/server-not-modified")
        || profile.endsWith("/revisit/uri-agnostic-identical-payload-digest");
  }

  /** Holds a revisit; false where it does not fit in, names nothing or is not understood. */
  boolean hold(WarcRecord revisit) {
    seen = true;
    long size = revisit.block().length + RECORD_BYTES;
    String key = referred(revisit);
    if (key.isEmpty() || !isUnderstood(revisit) || bytes + size > maxBytes) {
      return false;
    }
    bytes += size;
    held.add(revisit.offset());
    waiting.computeIfAbsent(key, absent -> new ArrayList<>()).add(revisit);
    return true;
  }

  /** Whether a revisit was held, to be given with its capture or with the rest. */
  boolean holds(WarcRecord revisit) {
    return held.contains(revisit.offset());
  }

  /** Whether a revisit came by, held or not. */
  boolean hasSeenAny() {
    return seen;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Gives the revisits that stand for a capture; each is given once. */
  List<WarcRecord> takeThoseOf(WarcRecord capture) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<WarcRecord> found = new ArrayList<>();
    for (String key :
        List.of(
            "id " + bare(capture.field("warc-record-id")),
            "at " + capture.date() + " " + capture.uri(),
            "of " + capture.field(DIGEST))) {
      List<WarcRecord> revisits = waiting.remove(key);
      if (revisits != null) {
        found.addAll(revisits);
      }
    }
    return found;
  }

  /** Gives the revisits whose capture the file does not hold. */
  List<WarcRecord> rest() {
    return waiting.values().stream().flatMap(List::stream).toList();
  }

  private static String referred(WarcRecord revisit) {
    String id = bare(revisit.field("warc-refers-to"));
    if (!id.isEmpty()) {
      return "id " + id;
    }
    String date = instant(revisit.field("warc-refers-to-date"));
    String uri = bare(revisit.field("warc-refers-to-target-uri"));
    if (!date.isEmpty()) {
      return "at " + date + " " + (uri.isEmpty() ? revisit.uri() : uri);
    }
    String digest = revisit.field(DIGEST);
    return digest.isEmpty() ? "" : "of " + digest;
  }

  /** The text without the brackets that stand around some URIs. */
  private static String bare(String uri) {
    return uri.startsWith("<") && uri.endsWith(">") ? uri.substring(1, uri.length() - 1) : uri;
  }

  private static String instant(String date) {
    try {
      return Instant.parse(date).toString();
    } catch (DateTimeException e) {
      return "";
    }
  }
}
