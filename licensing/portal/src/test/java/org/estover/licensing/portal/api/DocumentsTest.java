package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.estover.licensing.portal.ManyReleases;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.release.PublishedReleases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** However many releases there are: a request asks few of them, and its parts add up to all. */
final class DocumentsTest {
  private static final int RELEASES = ManyReleases.SMALL + 1;
  private static final int MOST_OPENED = 8;

  private static ManyReleases many;
  private static Documents documents;
  private static PublishedReleases.Known known;

  @BeforeAll
  static void open() throws IOException {
    many = ManyReleases.with(Documents.class);
    documents = many.bean(Documents.class);
    known = many.bean(PublishedReleases.class).known();
  }

  @AfterAll
  static void close() {
    many.close();
  }

  /** All parts of a list, each of which may open as many releases as it may ask. */
  private static <T> List<T> all(Batch.Items<T> list, int most) throws IOException {
    List<T> all = new ArrayList<>();
    long position = 0;
    do {
      long before = many.opened();
      Batch<T> part = list.from(position, most);
      assertThat(many.opened() - before).isLessThanOrEqualTo(MOST_OPENED);
      assertThat(part.items()).hasSizeLessThanOrEqualTo(most);
      assertThat(part.next()).isNotEqualTo(position);
      all.addAll(part.items());
      position = part.next();
    } while (position != Batch.END);
    return all;
  }

  private static List<String> newestFirst() {
    List<String> ids = new ArrayList<>(known.releases().keySet());
    Collections.reverse(ids);
    return ids;
  }

  @Test
  void aDocumentOfAllReleasesIsFoundInEachOfThemAFewAtATime() throws IOException {
    String id = SampleRelease.id(0);
    for (int most : List.of(1, 5, 200)) {
      assertThat(all((from, each) -> documents.byId(known, id, from, each), most))
          .extracting(DocumentJson::release)
          .isEqualTo(newestFirst());
      assertThat(
              all((from, each) -> documents.byUrl(known, SampleRelease.url(0), from, each), most))
          .extracting(DocumentJson::release)
          .isEqualTo(newestFirst());
    }
  }

  @Test
  void whatOnlyAnOldReleaseHasIsFoundBehindEmptyParts() throws IOException {
    // Beside the large one, which has all of the first ten thousand.
    String id = SampleRelease.id(ManyReleases.documents(2).get(1));
    List<String> ids = newestFirst();
    assertThat(all((from, most) -> documents.byId(known, id, from, most), 50))
        .extracting(DocumentJson::release)
        .containsExactly(ids.get(0), ids.get(RELEASES - 1 - 2));
    String nowhere = "doc_" + "0".repeat(32);
    assertThat(all((from, most) -> documents.byId(known, nowhere, from, most), 50)).isEmpty();
    assertThat(documents.byId(known, nowhere, 0, 50).next()).isNotEqualTo(Batch.END);
  }

  @Test
  void theListOfAHostHasNoEndButItsLastDocument() throws IOException {
    List<DocumentJson> found =
        all((from, most) -> documents.ofHost(known, "test", from, most), 200);
    assertThat(found).doesNotHaveDuplicates();
    assertThat(found).hasSize(ManyReleases.LARGE + 3 * (ManyReleases.SMALL - 1));
    assertThat(all((from, most) -> documents.ofHost(known, "nowhere.test", from, most), 200))
        .isEmpty();
    assertThat(all((from, most) -> documents.ofHost(known, " ", from, most), 200)).isEmpty();
  }

  @Test
  void aReleaseWithoutAListOfSitesIsNamedAndNotSearched() throws IOException {
    List<String> unknown = new ArrayList<>();
    List<DocumentJson> found =
        all(
            (from, most) -> {
              Batch<DocumentJson> part = documents.ofHost(known, "ada.test", from, most);
              unknown.addAll(part.unknown());
              assertThat(LookupJson.of("ada.test", "host", part, false, null).complete())
                  .isEqualTo(part.next() == Batch.END && part.unknown().isEmpty());
              return part;
            },
            200);
    String oldest = newestFirst().get(RELEASES - 1);
    assertThat(unknown).containsExactly(oldest);
    assertThat(found).extracting(DocumentJson::release).doesNotContain(oldest);
  }

  @Test
  void ofAHostThatWasTakenDownOnlyIdsAreTold() throws IOException {
    List<DocumentJson> ofHost =
        all((from, most) -> documents.ofHost(known, "open.test", from, most), 200);
    assertThat(ofHost).hasSizeGreaterThan(2000);
    List<DocumentJson> byId =
        all((from, most) -> documents.byId(known, SampleRelease.id(4), from, most), 200);
    assertThat(byId).hasSize(2);
    for (List<DocumentJson> each : List.of(ofHost, byId)) {
      assertThat(each).allMatch(DocumentJson::withdrawn);
      assertThat(each).extracting(DocumentJson::uri, DocumentJson::holder).containsOnly(none());
    }
  }

  @Test
  void aDocumentOfAHostThatWasTakenDownIsTakenDown() throws IOException {
    String gone = SampleRelease.id(4);
    assertThat(known.withdrawn().covers(gone, "")).as("by its id").isFalse();
    Batch<DocumentJson> found = documents.byId(known, gone, 0, 100);
    assertThat(LookupJson.of(gone, "document", found, false, null).withdrawn()).isTrue();
    Batch<DocumentJson> other = documents.byId(known, SampleRelease.id(5), 0, 100);
    assertThat(LookupJson.of("", "document", other, false, null).withdrawn()).isFalse();
    Batch<DocumentJson> nothing = Batch.of(List.of(), 0, 100);
    assertThat(LookupJson.of("", "url", nothing, false, null).withdrawn()).isFalse();
    assertThat(LookupJson.of("", "url", nothing, true, null).withdrawn()).isTrue();
  }

  private static Tuple none() {
    return Tuple.tuple("", "");
  }

  @Test
  void exposuresAskAsFewReleases() throws IOException {
    List<Boolean> held = new ArrayList<>();
    assertThat(
            all(
                (from, most) -> {
                  Documents.Exposed part =
                      documents.exposures(known, SampleRelease.id(0), from, most);
                  held.add(part.isHeld());
                  return part.runs();
                },
                50))
        .isEmpty();
    assertThat(held).hasSize((RELEASES + MOST_OPENED - 1) / MOST_OPENED);
    assertThat(held).containsOnly(true);
  }

  @Test
  void aReleaseThatComesBetweenTwoPartsShiftsNothing() throws IOException {
    List<String> ids = List.copyOf(known.releases().keySet());
    ReleaseWalk.Source source = many.bean(PublishedReleases.class)::find;
    ReleaseWalk before = new ReleaseWalk(ids.subList(0, RELEASES - 1), source);
    ReleaseWalk after = new ReleaseWalk(ids, source);
    ReleaseWalk.Question<String> question =
        (release, skipped, most, into) -> {
          into.add(release.id());
          return false;
        };
    Batch<String> first = before.from(0, 3, question);
    Batch<String> second = after.from(first.next(), 3, question);
    List<String> expected = newestFirst().subList(1, 7);
    assertThat(first.items()).isEqualTo(expected.subList(0, 3));
    assertThat(second.items()).isEqualTo(expected.subList(3, 6));
    assertThat(new ReleaseWalk(ids, id -> Optional.empty()).from(0, 3, question).next())
        .as("releases that are not stored are asked for as few at a time")
        .isNotEqualTo(Batch.END);
  }
}
