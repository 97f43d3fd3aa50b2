package org.estover.licensing.portal.difference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.lookup.Finder;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.tokenize.release.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The sample's first release has the documents 0 to 59, its second 5 to 79. */
final class DifferencePageTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final List<String> IDS = PORTAL.made().releases();
  private static final String PAGE = "/releases/" + IDS.get(0) + "..." + IDS.get(1);
  private static final long PATIENCE_MILLIS = 60_000;

  private static Difference difference() throws Exception {
    PublishedReleases releases = PORTAL.bean(PublishedReleases.class);
    Release first = releases.find(IDS.get(0)).orElseThrow();
    Release second = releases.find(IDS.get(1)).orElseThrow();
    return PORTAL
        .bean(Comparisons.class)
        .within(first, second, releases.known().withdrawn(), PATIENCE_MILLIS)
        .orElseThrow();
  }

  @Test
  void countsAndListsWhatDiffers() throws Exception {
    Difference difference = difference();
    assertThat(difference.removed()).isEqualTo(5);
    assertThat(difference.added()).isEqualTo(20);
    assertThat(difference.changed()).isZero();
    assertThat(difference.common()).isEqualTo(55);
    String page = PORTAL.anybody().page(PAGE);
    assertThat(page)
        .contains(SampleRelease.id(3), SampleRelease.url(3), SampleRelease.url(75))
        .contains("did not meet it any more")
        .doesNotContain(SampleRelease.url(30))
        .doesNotContain("??");
  }

  @Test
  void filesOfAPortalThatWasKilledAreDeleted(@TempDir Path folder) throws Exception {
    Path left = Files.writeString(folder.resolve("rel_a...rel_b.3.ndjson"), "{}\n");
    var unused = new Comparisons(PORTAL.bean(Finder.class), PORTAL.bean(JsonMapper.class), folder);
    assertThat(left).doesNotExist();
  }

  @Test
  void allOfItCanBeDownloaded() throws Exception {
    difference();
    List<String> lines = PORTAL.anybody().page(PAGE + "/documents.ndjson").lines().toList();
    assertThat(lines).hasSize(25).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(lines).filteredOn(line -> line.contains("\"removed\"")).hasSize(5);
  }

  @Test
  void whatIsTakenDownAfterTheComparisonIsListedByItsIdOnly() throws Exception {
    difference();
    assertThat(PORTAL.anybody().page(PAGE)).contains(SampleRelease.url(78));
    PORTAL.bean(TrustDesk.class).write(opened -> opened.trust().withdraw(SampleRelease.url(78)));
    for (String path : List.of(PAGE, PAGE + "/documents.ndjson")) {
      assertThat(PORTAL.anybody().page(path))
          .contains(SampleRelease.id(78), SampleRelease.url(71))
          .doesNotContain(SampleRelease.url(78));
    }
    assertThat(PORTAL.anybody().page(PAGE)).contains("Taken down");
    assertThat(PORTAL.anybody().page(PAGE + "/documents.ndjson"))
        .containsPattern(SampleRelease.id(78) + "[^\n]*\"withdrawn\"");
  }

  @Test
  void aPageBehindTheLastIsEmpty() throws Exception {
    difference();
    assertThat(PORTAL.anybody().page(PAGE + "?page=7")).doesNotContain(SampleRelease.url(3));
    assertThat(PORTAL.anybody().page(PAGE + "?page=-1")).doesNotContain(SampleRelease.url(3));
  }

  @Test
  void bothMustHaveBeenPublished() throws Exception {
    String none = "rel_" + "0".repeat(32);
    assertThat(PORTAL.anybody().get("/releases/" + IDS.get(0) + "..." + none).statusCode())
        .isEqualTo(404);
  }
}
