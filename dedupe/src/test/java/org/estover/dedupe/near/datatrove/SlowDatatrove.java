package org.estover.dedupe.near.datatrove;

import com.dynatrace.hash4j.hashing.Hashing;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The steps of datatrove one after the other over the whole text, in unbounded integers. */
final class SlowDatatrove {
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE);
  private static final String PUNCTUATION =
      "!/—”:％１〈&(、━\\【#%「」，】；+^]~“《„';’{|∶´[=-`*．（–？！：$～«〉,><》)?）。…@_.\"}►»";

  private SlowDatatrove() {}

  static String simplify(String text) {
    String lower = UCharacter.toLowerCase(ULocale.ROOT, text);
    String spaced = normalSpace(withoutPunctuation(withoutNumbers(lower)));
    StringBuilder kept = new StringBuilder();
    Normalizer2.getNFDInstance()
        .normalize(spaced)
        .codePoints()
        .filter(c -> UCharacter.getType(c) != UCharacterCategory.NON_SPACING_MARK)
        .forEach(kept::appendCodePoint);
    return stripped(kept.toString());
  }

  static long[] signature(String text, DatatroveConfig config, long[] factors, long[] addends) {
    List<BigInteger> hashes = new ArrayList<>();
    List<String> words =
        Arrays.stream(simplify(text).split(" +")).filter(w -> !w.isEmpty()).toList();
    for (int i = 0; i + config.shingleWords() <= words.size(); i++) {
      hashes.add(
          hash(String.join(" ", words.subList(i, i + config.shingleWords())), config.hash()));
    }
    return hashes.isEmpty() ? new long[0] : minima(hashes, config, factors, addends);
  }

  static long[] minima(
      List<BigInteger> hashes, DatatroveConfig config, long[] factors, long[] addends) {
    long[] minima = new long[factors.length];
    for (int i = 0; i < minima.length; i++) {
      BigInteger factor = BigInteger.valueOf(factors[i]);
      BigInteger addend = BigInteger.valueOf(addends[i]);
      minima[i] =
          hashes.stream()
              .map(x -> x.multiply(factor).add(addend).mod(WORD).mod(PRIME))
              .map(
                  value ->
                      config.hash().precision() == 32
                          ? value.mod(BigInteger.ONE.shiftLeft(32))
                          : value)
              .min(BigInteger::compareTo)
              .orElseThrow()
              .longValueExact();
    }
    return minima;
  }

  static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  private static BigInteger hash(String shingle, ShingleHash hash) {
    byte[] bytes = shingle.getBytes(StandardCharsets.UTF_8);
    return switch (hash) {
      case XXH64 -> unsigned(Hashing.xxh64().hashBytesToLong(bytes));
      case XXH32 ->
          BigInteger.valueOf(Integer.toUnsignedLong(Hashing.xxh32().hashBytesToInt(bytes)));
      case SHA1_64 -> sha1(bytes, 8);
      case SHA1_32 -> sha1(bytes, 4);
    };
  }

  private static BigInteger sha1(byte[] bytes, int size) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
      BigInteger number = BigInteger.ZERO;
      for (int i = size - 1; i >= 0; i--) {
        number = number.shiftLeft(8).or(BigInteger.valueOf(digest[i] & 0xFF));
      }
      return number;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String withoutNumbers(String text) {
    int[] c = text.codePoints().toArray();
    StringBuilder kept = new StringBuilder();
    int at = 0;
    while (at < c.length) {
      if (!isDigit(c, at)) {
        kept.appendCodePoint(c[at++]);
        continue;
      }
      kept.append('0');
      while (isDigit(c, at)) {
        at++;
      }
      if (at < c.length && ".,،٫⎖⎗⎘".indexOf(c[at]) >= 0 && isDigit(c, at + 1)) {
        at++;
        while (isDigit(c, at)) {
          at++;
        }
      }
    }
    return kept.toString();
  }

  private static boolean isDigit(int[] c, int at) {
    return at < c.length && UCharacter.getType(c[at]) == UCharacterCategory.DECIMAL_DIGIT_NUMBER;
  }

  private static String withoutPunctuation(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .map(c -> PUNCTUATION.indexOf(c) >= 0 || isReplacedControl(c) ? ' ' : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isReplacedControl(int c) {
    return c < 9 || (c >= 11 && c < 32) || (c >= 127 && c < 160);
  }

  private static String normalSpace(String text) {
    StringBuilder kept = new StringBuilder();
    boolean space = true;
    for (int c : text.codePoints().toArray()) {
      boolean now = UCharacter.isUWhiteSpace(c);
      if (now && !space) {
        kept.append(' ');
      } else if (!now) {
        kept.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '?' : c);
      }
      space = now;
    }
    return stripped(kept.toString());
  }

  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) == ' ') {
      to--;
    }
    return text.substring(from, to);
  }
}
