package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.log.ReleasePublished;
import org.estover.ledger.log.RightsDecided;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.Removal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verdicts by which a release was made are recorded with it. */
final class RightsBatchTest {

  @TempDir private Path folder;
  private TestTrust test;
  private Trust trust;

  @BeforeEach
  void found() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  /** Sixty texts, of every third of which nothing speaks. */
  private Path release(String name) throws IOException {
    List<TinyRelease.Text> texts = new ArrayList<>();
    for (TinyRelease.Text text : TinyRelease.texts(5)) {
      ReleasedDocument document = text.document();
      String rights = texts.size() % 3 == 1 ? "unknown" : "allowed";
      ReleasedDocument decided =
          new ReleasedDocument(
              document.id(),
              document.uri(),
              document.source(),
              document.license(),
              document.holder(),
              rights,
              document.textSha256());
      texts.add(new TinyRelease.Text(decided, text.tokens()));
    }
    List<Removal> removals =
        List.of(
            new Removal("02-extract", "no-text", 9),
            new Removal("03-filter", "license-required", 4),
            new Removal("03-filter", "rights-denied", 7));
    return TinyRelease.write(folder.resolve(name), texts, List.of(), removals);
  }

  @Test
  void whoeverHasTheReleaseComputesTheEntryAgain() throws IOException {
    PublishedRelease published = trust.publish(release("run"));
    RightsDecided recorded = published.rights();
    LoggedFact logged = test.ledger.fact(test.logSize() - 1);
    assertThat(logged.fact()).isEqualTo(recorded);
    assertThat(logged.payload()).isEqualTo(VaultPayload.EMPTY);
    assertThat(recorded.releaseId()).isEqualTo(published.releaseId());

    // As FORMAT.md says it, from the rows as anybody reads them.
    StringBuilder lines = new StringBuilder();
    Map<String, Long> counts = new TreeMap<>();
    Release release = Release.open(published.folder());
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (long row = 0; row < table.rowCount(); row++) {
          ReleasedDocument document = table.row(row).document();
          lines.append(document.id()).append(' ').append(document.rights()).append('\n');
          counts.merge(document.rights(), 1L, Long::sum);
        }
      }
    }
    assertThat(recorded.verdictsSha256()).isEqualTo(ContentId.sha256(lines.toString()));
    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("allowed", recorded.allowed(), "unknown", recorded.unknown()));
    assertThat(recorded.unknown()).isEqualTo(20);
    assertThat(recorded.licenseRequired()).isEqualTo(4);
    assertThat(recorded.denied()).isEqualTo(7);
  }

  @Test
  void publishingAgainRecordsNothingAlsoAfterATakedown() throws IOException {
    PublishedRelease first = trust.publish(release("run"));
    trust.withdraw("https://open.test/7");
    long size = test.logSize();
    PublishedRelease second = trust.publish(release("again"));
    assertThat(second.repeated()).isTrue();
    assertThat(second.rights()).isEqualTo(first.rights());
    assertThat(test.logSize()).isEqualTo(size);
  }

  @Test
  void aReleaseThatAnEarlierVersionPublishedGetsItsEntryLater() throws IOException {
    Release release = Release.open(release("run"));
    test.ledger.append(
        "release/" + release.id(),
        new ReleasePublished(
            release.id(),
            release.manifest().contentSha256(),
            release.content().documents(),
            release.content().tokens(),
            ""),
        VaultPayload.EMPTY);
    long size = test.logSize();
    PublishedRelease published = trust.publish(folder.resolve("run"));
    assertThat(published.repeated()).isTrue();
    assertThat(test.logSize()).isEqualTo(size + 1);
    assertThat(test.ledger.fact(size).fact()).isEqualTo(published.rights());
  }
}
