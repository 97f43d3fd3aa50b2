package org.estover.crawl.decision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RightsVerdict;
import org.estover.crawl.rights.SilencePolicy;
import org.estover.crawl.rights.Use;

/**
 * A decision whether a corpus may train on a page, under a name that follows from all that it rests
 * on: equal names stand for equal decisions, wherever they are made again.
 *
 * @param id {@code dec_} and 32 hex digits; see {@link #idOf}
 * @param declared what the signals say, before the policy for silence is asked
 * @param verdict {@code allowed}, {@code denied} or {@code license-required}
 */
public record Decision(String id, RightsVerdict declared, RightsVerdict verdict) {
  /** The use that a corpus is decided by. */
  public static final Use USE = Use.AI_TRAIN;

  private static final String DOMAIN = "estover.decision.v1";
  private static final int ID_BYTES = 16;

  /**
   * Decides about a page.
   *
   * @param uri what the page is called
   * @param signals all that was declared about it, in any order
   * @param spdx its license as an SPDX expression, or "" if none is known
   */
  public static Decision of(
      DecisionRules rules, String uri, List<RightsSignal> signals, String spdx) {
    List<String> lines = signals.stream().map(RightsSignal::canonical).sorted().toList();
    RightsVerdict declared = Resolution.resolve(signals, USE, rules.reading());
    return of(rules, uri, lines, declared, spdx);
  }

  /**
   * The same where what the signals declare is known already.
   *
   * @param lines the canonical lines of all signals, sorted
   */
  public static Decision of(
      DecisionRules rules, String uri, List<String> lines, RightsVerdict declared, String spdx) {
    RightsVerdict verdict = rules.silence().apply(declared, spdx);
    return new Decision(idOf(rules, uri, lines, spdx, ""), declared, verdict);
  }

  /**
   * The name of a decision: SHA-256, cut to 16 bytes, over {@code estover.decision.v1}, {@link
   * Resolution#VERSION}, the policy's name with its options, the URI, the number of signals, their
   * canonical lines in sorted order, and the id of the agreement, each as UTF-8 with its length in
   * four big-endian bytes before it. To the options of {@code open-only} belongs the license that
   * it looks at.
   *
   * @param lines the canonical lines of all signals, sorted
   * @param agreement the agreement that overrides them, or ""
   */
  public static String idOf(
      DecisionRules rules, String uri, List<String> lines, String spdx, String agreement) {
    MessageDigest digest = sha256();
    add(digest, DOMAIN);
    add(digest, Integer.toString(Resolution.VERSION));
    boolean looksAtLicense = rules.silence() == SilencePolicy.OPEN_ONLY;
    add(digest, looksAtLicense ? rules + " license=" + spdx : rules.toString());
    add(digest, uri);
    add(digest, Integer.toString(lines.size()));
    lines.forEach(line -> add(digest, line));
    add(digest, agreement);
    return "dec_" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  private static void add(MessageDigest digest, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
    digest.update(utf8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
