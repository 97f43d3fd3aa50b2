package org.estover.licensing.portal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.estover.licensing.portal.store.Postgres;
import org.junit.jupiter.api.Test;

/** What PostgreSQL keeps of reads comes back, each and by day. */
final class ReadsOnPostgresTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.123456Z");

  @Test
  void readsAreListedAndSummed() {
    StoredReads reads = new StoredReads(Postgres.client(), Postgres.transactions());
    ShardRead read =
        new ShardRead(NOW, "acc_1", "", "pty_1", "grt_1", "rel_1", "a.bin", 10, 30, true);
    reads.record(read);
    reads.record(read);
    StoredReads.Reader reader = new StoredReads.Reader("pty_1", "acc_1");
    assertThat(reads.before(reader, Long.MAX_VALUE, 9))
        .extracting(StoredReads.Numbered::read)
        .containsExactly(read, read);
    LocalDate day = LocalDate.parse("2026-11-27");
    StoredReads.Total total = new StoredReads.Total("rel_1", "pty_1", "grt_1", 2, 40, day, day);
    assertThat(reads.totals(reader)).containsExactly(total);
    assertThat(reads.totals(StoredReads.Reader.EVERYBODY)).contains(total);
    assertThat(reads.before(new StoredReads.Reader("", "acc_2"), Long.MAX_VALUE, 9)).isEmpty();
  }
}
