package org.estover.jobs.stage;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.estover.dedupe.exact.ContentKey;
import org.estover.dedupe.exact.UrlKey;
import org.estover.dedupe.exact.UrlRule;
import org.estover.dedupe.near.Bands;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.datatrove.ShingleHash;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.run.RunPlan;

/**
 * What is equal and what is similar, on its way to tasks, with shingles and band keys as bytes.
 *
 * @param near whether near-duplicates are looked for at all
 * @param threshold least Jaccard similarity, a decimal number
 * @param verified whether candidates must reach it
 * @param datatrove the hash of datatrove's signatures; "" for those of our own
 * @param equal {@value #CONTENT}, {@value #URL}, or "" where no equality is looked for
 * @param urls whether documents of one URL are looked for before all else
 * @param droppedParameters of URLs
 */
record Similarity(
    boolean near,
    int bands,
    int rows,
    int shingleWords,
    String threshold,
    boolean verified,
    String datatrove,
    String equal,
    boolean urls,
    ArrayList<String> droppedParameters)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SCALE = 4;
  private static final String CONTENT = "content";
  private static final String URL = "url";

  static Similarity of(RunPlan.DedupePlan plan) {
    return new Similarity(
        plan.near(),
        plan.bands(),
        plan.rows(),
        plan.shingleWords(),
        plan.threshold(),
        true,
        "",
        CONTENT,
        plan.urls().isPresent(),
        new ArrayList<>(plan.urls().map(UrlRule::droppedParameters).orElse(List.of())));
  }

  /** Equal content, and similar content by signatures of our own. */
  static Similarity ours(boolean near, int bands, int rows, int shingleWords, String threshold) {
    return new Similarity(
        near, bands, rows, shingleWords, threshold, true, "", CONTENT, false, new ArrayList<>());
  }

  static Similarity of(DuplicateSearch search) {
    NearConfig near = search.near();
    NearConfig config = near == null ? NearConfig.DEFAULT : near;
    ShingleHash hash = search.datatrove();
    return new Similarity(
        near != null,
        config.bands(),
        config.rows(),
        config.shingleWords(),
        Double.toString(config.threshold()),
        search.verified(),
        hash == null ? "" : hash.name(),
        kind(search.equal()),
        false,
        search.equal() instanceof DuplicateSearch.Url url
            ? new ArrayList<>(url.rule().droppedParameters())
            : new ArrayList<>());
  }

  private static String kind(DuplicateSearch.Equal equal) {
    if (equal instanceof DuplicateSearch.Content) {
      return CONTENT;
    }
    return equal instanceof DuplicateSearch.Url ? URL : "";
  }

  private DuplicateSearch search() {
    return new DuplicateSearch(
        new DuplicateSearch.Content(),
        config(),
        datatrove.isEmpty() ? null : ShingleHash.valueOf(datatrove),
        verified);
  }

  /** Makes signatures and shingles, for one thread. */
  MinHash minHash() {
    return search().minHash();
  }

  NearConfig config() {
    return new NearConfig(bands, rows, shingleWords, Double.parseDouble(threshold));
  }

  /** A similarity as the eight bytes of a double. */
  static byte[] bytes(double similarity) {
    byte[] bytes = new byte[Double.BYTES];
    Bytes.put(bytes, 0, Double.doubleToLongBits(similarity));
    return bytes;
  }

  /** The similarity in eight bytes, as a decimal number of four places; "" for none. */
  static String text(byte[] similarity) {
    double measured = Double.longBitsToDouble(Bytes.int64(similarity, 0));
    return Double.isNaN(measured)
        ? ""
        : new BigDecimal(measured).setScale(SCALE, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Longs as bytes, eight for each. */
  static byte[] bytes(long[] longs) {
    byte[] bytes = new byte[Math.multiplyExact(longs.length, Long.BYTES)];
    for (int i = 0; i < longs.length; i++) {
      Bytes.put(bytes, i * Long.BYTES, longs[i]);
    }
    return bytes;
  }

  /** The longs in bytes, eight for each. */
  static long[] longs(byte[] bytes) {
    long[] longs = new long[bytes.length / Long.BYTES];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = Bytes.int64(bytes, i * Long.BYTES);
    }
    return longs;
  }

  /** Signs texts, one thread at a time. */
  final class Signer {
    private final NearConfig config = config();
    private final MinHash minHash = minHash();
    private final UrlRule rule = new UrlRule(droppedParameters);

    /** The key that equal documents share; one of its own for what equals nothing. */
    byte[] equal(DocumentRow row, byte[] vertex) {
      return switch (equal) {
        case CONTENT -> ContentKey.of(row.text()).bytes();
        case URL -> urlOf(row, vertex);
        default -> own(vertex);
      };
    }

    /** The key that documents of one URL share; none where URLs are not looked at. */
    byte[] url(DocumentRow row, byte[] vertex) {
      return urls ? urlOf(row, vertex) : new byte[0];
    }

    /** Documents without a URL equal none: each has a key of its own. */
    private byte[] urlOf(DocumentRow row, byte[] vertex) {
      return UrlKey.of(row.uri(), rule).map(UrlKey::bytes).orElseGet(() -> own(vertex));
    }

    private static byte[] own(byte[] vertex) {
      return Bytes.slice(Sha256.of(vertex), 0, ContentKey.SIZE);
    }

    /**
     * The key of the whole signature, then those of its bands; none if the text is too short, or
     * near-duplicates may stay.
     */
    byte[] keys(CharSequence text) {
      long[] signature = near ? minHash.signature(text) : new long[0];
      return signature.length == 0
          ? new byte[0]
          : Bytes.join(
              bytes(new long[] {Bands.whole(signature)}), bytes(Bands.keys(signature, config)));
    }
  }
}
