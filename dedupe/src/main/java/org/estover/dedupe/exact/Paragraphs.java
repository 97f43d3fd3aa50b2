package org.estover.dedupe.exact;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Goes through the paragraphs of a text: its lines, or its blocks of lines ({@link ParagraphCut}).
 *
 * <p>A paragraph's range takes in the line feeds that end it, so the ranges of all paragraphs are
 * the whole text and removing one leaves no empty line; no paragraph follows a line feed at the
 * end. Its key is XXH3-128 (seed 0) of its UTF-8 without them (lone surrogates as {@code ?}).
 * Paragraphs with fewer words than asked for are passed over; words are what stands between white
 * space (Unicode 16).
 *
 * <p>Offsets are counted in chars and in bytes of UTF-8. Memory: the UTF-8 of one text. An instance
 * serves one thread at a time.
 */
public final class Paragraphs {
  private static final Hasher128 HASH = Hashing.xxh3_128();
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final ParagraphCut cut;
  private final int minWords;
  private byte[] utf8 = new byte[0];
  private boolean isAscii;
  private int count;
  private int byteStart;
  private int textStart;
  private int textEnd;
  private int byteEnd;
  private int countedBytes;
  private int countedChars;
  private long high;
  private long low;

  /** Goes through lines that have at least so many words; 0 takes empty ones as well. */
  public Paragraphs(int minWords) {
    this(ParagraphCut.LINE, minWords);
  }

  /** Goes through paragraphs that have at least so many words; 0 takes empty ones as well. */
  public Paragraphs(ParagraphCut cut, int minWords) {
    if (minWords < 0) {
      throw new IllegalArgumentException(minWords + " words");
    }
    this.cut = cut;
    this.minWords = minWords;
  }

  /** Goes to the start of a text. */
  public void open(CharSequence text) {
    String whole = text.toString();
    utf8 = whole.getBytes(StandardCharsets.UTF_8);
    isAscii = utf8.length == whole.length();
    count = 0;
    byteStart = 0;
    textStart = 0;
    textEnd = 0;
    byteEnd = 0;
    countedBytes = 0;
    countedChars = 0;
  }

  /** Goes to the next paragraph with enough words; false where there is none. */
  public boolean next() {
    do {
      if (byteEnd == utf8.length) {
        return false;
      }
      advance();
      count++;
    } while (!hasEnoughWords());
    HashValue128 hash = HASH.hashBytesTo128Bits(utf8, textStart, textEnd - textStart);
    high = hash.getMostSignificantBits();
    low = hash.getLeastSignificantBits();
    return true;
  }

  /** How many paragraphs of a text have enough words. */
  public long count(CharSequence text) {
    open(text);
    long found = 0;
    while (byteEnd < utf8.length) {
      advance();
      found += hasEnoughWords() ? 1 : 0;
    }
    return found;
  }

  private void advance() {
    byteStart = byteEnd;
    if (cut == ParagraphCut.BLOCK) {
      block();
      return;
    }
    textStart = byteStart;
    textEnd = lineFeedFrom(byteStart);
    byteEnd = Math.min(textEnd + 1, utf8.length);
  }

  /** Blank lines before the first block are part of it, those after a block are part of that. */
  private void block() {
    int line = byteStart;
    textStart = -1;
    int last = byteStart;
    boolean blank = false;
    while (line < utf8.length) {
      textEnd = lineFeedFrom(line);
      int first = afterSpace(line);
      if (first == textEnd) {
        blank = textStart >= 0;
      } else if (blank) {
        break;
      } else {
        textStart = textStart < 0 ? line : textStart;
        last = textEnd;
      }
      line = Math.min(textEnd + 1, utf8.length);
    }
    byteEnd = line;
    textStart = Math.max(textStart, byteStart);
    // A line feed of Windows leaves its first half, which is no difference.
    textEnd = last > textStart && utf8[last - 1] == '\r' ? last - 1 : last;
  }

  /** The paragraphs so far, this one and those passed over included. */
  public int passed() {
    return count;
  }

  /** This paragraph's place among all of the text. */
  public int index() {
    return count - 1;
  }

  /** The upper half of this paragraph's key. */
  public long high() {
    return high;
  }

  /** The lower half of this paragraph's key. */
  public long low() {
    return low;
  }

  /** Where this paragraph starts, in bytes. */
  public int byteStart() {
    return byteStart;
  }

  /** Where this paragraph ends, its line feed included, in bytes. */
  public int byteEnd() {
    return byteEnd;
  }

  /** Where this paragraph starts, in chars. To be asked for from the front to the end only. */
  public int charStart() {
    return charsTo(byteStart);
  }

  /** Where this paragraph ends, its line feed included, in chars. */
  public int charEnd() {
    return charsTo(byteEnd);
  }

  private int lineFeedFrom(int from) {
    int at = from;
    for (; at + Long.BYTES <= utf8.length; at += Long.BYTES) {
      long differing = (long) LONG.get(utf8, at) ^ ('\n' * LOW_BITS);
      long found = (differing - LOW_BITS) & ~differing & HIGH_BITS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < utf8.length && utf8[at] != '\n') {
      at++;
    }
    return at;
  }

  private boolean hasEnoughWords() {
    int words = 0;
    int at = textStart;
    while (words < minWords) {
      at = afterSpace(at);
      if (at == textEnd) {
        return false;
      }
      words++;
      while (words < minWords && at < textEnd && spaceSize(at) == 0) {
        at++;
      }
    }
    return true;
  }

  private int afterSpace(int from) {
    int at = from;
    while (at < textEnd) {
      int size = spaceSize(at);
      if (size == 0) {
        break;
      }
      at += size;
    }
    return at;
  }

  /** The bytes of the white space that stands somewhere, 0 if none does. */
  private int spaceSize(int at) {
    int first = utf8[at];
    if (first >= 0) {
      return first == ' ' || (first >= '\t' && first <= '\r') ? 1 : 0;
    }
    return switch (first & 0xFF) {
      case 0xC2 -> utf8[at + 1] == (byte) 0x85 || utf8[at + 1] == (byte) 0xA0 ? 2 : 0;
      case 0xE1, 0xE2, 0xE3 -> isWideSpace(point(at)) ? 3 : 0;
      default -> 0;
    };
  }

  private int point(int at) {
    return (utf8[at] & 0xF) << 12 | (utf8[at + 1] & 0x3F) << 6 | (utf8[at + 2] & 0x3F);
  }

  private static boolean isWideSpace(int point) {
    return switch (point) {
      case 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> point >= 0x2000 && point <= 0x200A;
    };
  }

  /** The chars before a byte; to be asked for from the front to the end only. */
  int charsTo(int end) {
    if (isAscii) {
      return end;
    }
    if (end < countedBytes) {
      throw new IllegalStateException("chars before those counted: " + end + " < " + countedBytes);
    }
    for (; countedBytes + Long.BYTES <= end; countedBytes += Long.BYTES) {
      long bytes = (long) LONG.get(utf8, countedBytes);
      long following = bytes & ~(bytes << 1) & HIGH_BITS;
      long fourthOfFour = bytes & bytes << 1 & bytes << 2 & bytes << 3 & HIGH_BITS;
      countedChars += Long.BYTES - Long.bitCount(following) + Long.bitCount(fourthOfFour);
    }
    for (; countedBytes < end; countedBytes++) {
      int b = utf8[countedBytes] & 0xFF;
      countedChars += (b & 0xC0) == 0x80 ? 0 : b >= 0xF0 ? 2 : 1;
    }
    return countedChars;
  }
}
