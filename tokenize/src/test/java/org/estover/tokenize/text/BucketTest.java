package org.estover.tokenize.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.estover.tokenize.release.CorruptReleaseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BucketTest {
  private static final Bucket.Where WHERE = new Bucket.Where("some.text", 7, 80);

  /** Rows of skewed symbols, with places of which some are multiples of 32. */
  private static final class Rows {
    private final int symbols;
    private final int[] symbolOf;
    private final int[] places;

    Rows(int symbols, int[] symbolOf, int[] places) {
      this.symbols = symbols;
      this.symbolOf = symbolOf;
      this.places = places;
    }

    static Rows of(SplittableRandom random, int rows) {
      int symbols = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
      int[] symbolOf = new int[rows];
      int[] places = new int[rows];
      int marked = 1 + random.nextInt(60);
      for (int row = 0; row < rows; row++) {
        // Halving again and again makes long codes.
        int symbol = symbols - 1;
        while (symbol > 0 && random.nextBoolean()) {
          symbol--;
        }
        symbolOf[row] = random.nextInt(3) == 0 ? random.nextInt(symbols) : symbol;
        int place = random.nextInt(1 << 26);
        places[row] = random.nextInt(marked) == 0 ? place & -32 : place | 1;
      }
      return new Rows(symbols, symbolOf, places);
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void ranksSymbolsAndSamplesAreThoseOfTheRows(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 40; i++) {
      int rows = i == 0 ? Bucket.ROWS : 1 + random.nextInt(i % 2 == 0 ? 70 : 3000);
      Rows expected = Rows.of(random, rows);
      int bits = TextBlock.sampleBits(1 << 26);
      BucketWriter writer = new BucketWriter(expected.symbols, bits);
      ByteBuffer first = copy(writer.write(expected.symbolOf, rows, expected.places, 0));
      ByteBuffer second = copy(writer.write(expected.symbolOf, rows, expected.places, 0));
      check(new Bucket(WHERE, first, rows, expected.symbols, bits), expected, 0);
      check(new Bucket(WHERE, second, rows, expected.symbols, bits), expected, 1);
    }
  }

  private static void check(Bucket bucket, Rows expected, int copiesBefore) throws IOException {
    int rows = expected.symbolOf.length;
    int[] counts = new int[expected.symbols];
    for (int row = 0; row < rows; row++) {
      int symbol = expected.symbolOf[row];
      assertThat(bucket.at(row)).isEqualTo(((long) symbol << 32) | counts[symbol]);
      int place = expected.places[row];
      assertThat(bucket.sample(row)).isEqualTo(place % 32 == 0 ? place / 32 : -1);
      int other = row % expected.symbols;
      assertThat(bucket.rank(other, row)).isEqualTo(counts[other]);
      counts[symbol]++;
    }
    for (int symbol = 0; symbol < expected.symbols; symbol++) {
      assertThat(bucket.rank(symbol, rows)).isEqualTo(counts[symbol]);
      assertThat(bucket.before(symbol)).isEqualTo(copiesBefore * counts[symbol]);
    }
  }

  @Test
  void aBucketTakesAboutItsEntropy() {
    SplittableRandom random = new SplittableRandom(1);
    int[] symbolOf = new int[Bucket.ROWS];
    int[] places = new int[Bucket.ROWS];
    for (int row = 0; row < symbolOf.length; row++) {
      symbolOf[row] = Long.numberOfTrailingZeros(random.nextLong() | 1L << 40);
      places[row] = 1;
    }
    // Two bits a row, as each symbol is half as frequent as the one before.
    int size = new BucketWriter(50, 21).write(symbolOf, Bucket.ROWS, places, 0).limit();
    assertThat(size).isBetween(Bucket.ROWS / 4, Bucket.ROWS / 4 + 500);
  }

  @Test
  void anyWrongByteEndsInAnAnswerOrInAnErrorThatNamesTheBucket() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    int rows = 900;
    Rows expected = Rows.of(random, rows);
    ByteBuffer intact =
        copy(
            new BucketWriter(expected.symbols, 21)
                .write(expected.symbolOf, rows, expected.places, 0));
    int noticed = 0;
    for (int at = 0; at < intact.limit(); at++) {
      ByteBuffer damaged = copy(intact);
      damaged.put(at, (byte) (damaged.get(at) ^ (1 + random.nextInt(255))));
      noticed += isNoticed(damaged, rows, expected.symbols) ? 1 : 0;
    }
    assertThat(noticed).isGreaterThan(100);
    for (int size = 0; size < intact.limit(); size += 5) {
      ByteBuffer cut = copy(intact.duplicate().order(ByteOrder.LITTLE_ENDIAN).limit(size));
      boolean isCutTree = size < intact.limit() / 2;
      // Behind the tree, only the sums of the file tell that something is missing.
      assertThat(isNoticed(cut, rows, expected.symbols) || !isCutTree).as(size + " bytes").isTrue();
    }
  }

  private static boolean isNoticed(ByteBuffer bytes, int rows, int symbols) throws IOException {
    try {
      Bucket bucket = new Bucket(WHERE, bytes, rows, symbols, 21);
      for (int row = 0; row < rows; row += 7) {
        bucket.at(row);
        bucket.sample(row);
        bucket.rank(row % symbols, row);
      }
      return false;
    } catch (CorruptReleaseException e) {
      assertThat(e).hasMessageStartingWith("some.text: bucket 7 at byte 80: ");
      return true;
    }
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.limit()).order(ByteOrder.LITTLE_ENDIAN);
    return copy.put(bytes.duplicate().position(0)).flip();
  }
}
