package org.estover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.ledger.Append;
import org.estover.ledger.Ledger;
import org.estover.ledger.Samples;
import org.estover.ledger.book.Posting;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed or not, books that do not balance are refused, by the log entry that carries them. */
final class ForgedLedgerTest {
  @TempDir private Path scratch;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneUnitOffInOnePostingIsFoundByItsLogEntry(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Append statement = Samples.statement(seed, random);
    String honest = statement.payload().toJson().toString();
    List<Posting> postings = statement.payload().journal().get(0).postings();
    long units = postings.get(random.nextInt(postings.size())).amount().minorUnits();
    String amount = "\"amount\":\"" + units + "\"";
    String forged = honest.replaceFirst(amount, "\"amount\":\"" + (units + 1) + "\"");
    Path sound = ForgedLedger.of(scratch.resolve("a"), statement.fact(), utf8(honest));
    assertThat(Auditor.audit(sound, Ledger.verifierKey(sound))).isEmpty();
    Path off = ForgedLedger.of(scratch.resolve("b"), statement.fact(), utf8(forged));
    assertThat(Auditor.audit(off, Ledger.verifierKey(off)))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .startsWith("log entry 0: ")
                    .contains("does not balance", "1 minor units"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
