package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Look-ups against a look at everything. */
final class ReleaseLookupTest {
  @TempDir Path folder;

  private List<SmallRelease.Source> sources = List.of();
  private List<DroppedDocument> dropped = List.of();

  private ReleaseLookup lookup(long seed) throws IOException {
    sources =
        List.of(
            LookupRelease.source("code", 0, 30, seed),
            LookupRelease.source("web", 2, 120, seed + 1000));
    dropped = LookupRelease.dropped(150, seed);
    LookupRelease.write(folder, sources, dropped, 2);
    return ReleaseLookup.open(ReleasePlace.of(folder), () -> 0);
  }

  private Stream<ReleasedDocument> documents() {
    return sources.stream().flatMap(s -> s.texts().stream()).map(SmallRelease.Text::document);
  }

  private static List<ReleasedDocument> kept(List<LookupResult> results) {
    return results.stream()
        .filter(LookupResult.Kept.class::isInstance)
        .map(r -> ((LookupResult.Kept) r).row().document())
        .toList();
  }

  private static List<DroppedDocument> dropped(List<LookupResult> results) {
    return results.stream()
        .filter(LookupResult.Dropped.class::isInstance)
        .map(r -> ((LookupResult.Dropped) r).document())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void everyQuestionIsAnsweredAsALookAtEverythingDoes(long seed) throws IOException {
    try (ReleaseLookup lookup = lookup(seed)) {
      assertThat(ReleaseVerifier.verify(folder)).isEmpty();
      SplittableRandom random = new SplittableRandom(seed);
      Set<String> uris = new TreeSet<>(Set.of("https://nowhere.example/"));
      Set<String> ids = new TreeSet<>(Set.of("doc_" + "00".repeat(16)));
      Set<String> texts = new TreeSet<>(Set.of("00".repeat(32)));
      documents().forEach(d -> uris.add(d.uri()));
      documents().forEach(d -> ids.add(d.id()));
      documents().forEach(d -> texts.add(d.textSha256()));
      dropped.forEach(d -> uris.add(d.uri()));
      dropped.stream().map(DroppedDocument::document).filter(d -> !d.isEmpty()).forEach(ids::add);
      dropped.stream()
          .map(DroppedDocument::textSha256)
          .filter(d -> !d.isEmpty())
          .forEach(texts::add);
      for (int i = 0; i < 50; i++) {
        uris.add(LookupRelease.uri(random, i));
      }
      uris.removeIf(uri -> uri.isEmpty() || uri.startsWith("sha256:"));
      for (String uri : uris) {
        String hidden = DroppedDocument.hidden(uri);
        List<LookupResult> found = lookup.byUri(uri, ReleaseLookup.LIMIT);
        assertThat(kept(found))
            .containsExactlyInAnyOrderElementsOf(
                documents().filter(d -> d.uri().equals(uri)).toList());
        assertThat(dropped(found))
            .containsExactlyInAnyOrderElementsOf(
                dropped.stream()
                    .filter(d -> d.uri().equals(uri) || d.uri().equals(hidden))
                    .toList());
        requireAbsence(lookup, uri, found);
      }
      for (String id : ids) {
        List<LookupResult> found = lookup.byDocument(id, ReleaseLookup.LIMIT);
        assertThat(kept(found))
            .containsExactlyInAnyOrderElementsOf(
                documents().filter(d -> d.id().equals(id)).toList());
        assertThat(dropped(found))
            .containsExactlyInAnyOrderElementsOf(
                dropped.stream().filter(d -> d.document().equals(id)).toList());
        assertThat(found).isNotEmpty();
      }
      for (String text : texts) {
        List<LookupResult> found = lookup.byTextSha256(text, ReleaseLookup.LIMIT);
        assertThat(kept(found))
            .containsExactlyInAnyOrderElementsOf(
                documents().filter(d -> d.textSha256().equals(text)).toList());
        assertThat(dropped(found))
            .containsExactlyInAnyOrderElementsOf(
                dropped.stream().filter(d -> d.textSha256().equals(text)).toList());
      }
      requirePages(lookup, random);
    }
  }

  private static void requireAbsence(ReleaseLookup lookup, String uri, List<LookupResult> found) {
    if (found.get(0) instanceof LookupResult.Absent absent) {
      assertThat(found).hasSize(1);
      HostProof proof = absent.proof();
      HostsFile hosts = lookup.hosts().orElseThrow();
      if (proof != null) {
        assertThat(proof.host()).isEqualTo(UriHost.of(uri));
        assertThat(proof.isPresent()).isFalse();
        assertThat(proof.problem(hosts.root(), hosts.hosts())).isEmpty();
      }
    }
  }

  /** Pages are all of a host, and once. */
  private void requirePages(ReleaseLookup lookup, SplittableRandom random) throws IOException {
    Set<String> asked = new TreeSet<>(Set.of("org", "test", "example.org"));
    documents().forEach(d -> asked.add(UriHost.of(d.uri())));
    for (int i = 0; i < 30; i++) {
      asked.add(LookupRelease.host(random));
    }
    asked.remove("");
    for (String host : asked) {
      requireKept(lookup, host, 1 + random.nextInt(9));
      requireDropped(lookup, host, 1 + random.nextInt(9));
    }
  }

  private void requireKept(ReleaseLookup lookup, String host, int limit) throws IOException {
    List<ReleasedDocument> expected =
        documents().filter(d -> UriHost.isWithin(UriHost.of(d.uri()), host)).toList();
    List<ReleasedDocument> found = new ArrayList<>();
    String cursor = "";
    HostPage page;
    do {
      page = lookup.byHost(host, cursor, limit);
      assertThat(page.kept()).hasSizeLessThanOrEqualTo(limit);
      page.kept().forEach(each -> found.add(each.row().document()));
      cursor = page.next();
    } while (!cursor.isEmpty());
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(page.documents()).isEqualTo(expected.size());
    assertThat(page.hosts())
        .isEqualTo(expected.stream().map(d -> UriHost.of(d.uri())).distinct().count());
    long tokens =
        sources.stream()
            .flatMap(s -> s.texts().stream())
            .filter(t -> expected.contains(t.document()))
            .mapToLong(t -> t.tokens().size() + 1L)
            .sum();
    assertThat(page.tokens()).isEqualTo(tokens);
    HostsFile hosts = lookup.hosts().orElseThrow();
    assertThat(page.proof().problem(hosts.root(), hosts.hosts())).isEmpty();
    assertThat(page.proof().isPresent())
        .isEqualTo(expected.stream().anyMatch(d -> UriHost.of(d.uri()).equals(host)));
  }

  private void requireDropped(ReleaseLookup lookup, String host, int limit) throws IOException {
    List<DroppedDocument> expected =
        dropped.stream()
            .filter(d -> UriHost.isWithin(UriHost.of(d.uri()), host))
            // A whole top-level domain is none that a document is filed under.
            .filter(d -> host.indexOf('.') >= 0 || UriHost.of(d.uri()).equals(host))
            .toList();
    List<DroppedDocument> found = new ArrayList<>();
    String cursor = "";
    do {
      DroppedPage page = lookup.droppedOfHost(host, cursor, limit);
      assertThat(page.documents()).hasSizeLessThanOrEqualTo(limit);
      found.addAll(page.documents());
      cursor = page.next();
    } while (!cursor.isEmpty());
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(lookup.byHost(host, "", 1).dropped()).isEqualTo(expected.size());
  }

  @Test
  void manyThreadsGetTheSameAnswers() throws Exception {
    try (ReleaseLookup lookup = lookup(3)) {
      List<String> uris = documents().map(ReleasedDocument::uri).filter(u -> !u.isEmpty()).toList();
      List<List<LookupResult>> expected = new ArrayList<>();
      for (String uri : uris) {
        expected.add(lookup.byUri(uri, 10));
      }
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Future<Boolean>> asked = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
          asked.add(
              threads.submit(
                  () -> {
                    for (int i = 0; i < uris.size(); i++) {
                      if (!lookup.byUri(uris.get(i), 10).equals(expected.get(i))) {
                        return false;
                      }
                      lookup.byHost("org", "", 20);
                    }
                    return true;
                  }));
        }
        for (Future<Boolean> thread : asked) {
          assertThat(thread.get()).isTrue();
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void whatWasTakenDownIsMarkedAfterHalfAMinute() throws IOException {
    lookup(4).close();
    ReleasedDocument document = documents().findFirst().orElseThrow();
    long[] now = new long[1];
    Release release = Release.open(folder);
    try (ReleaseLookup lookup = ReleaseLookup.open(release, () -> now[0])) {
      assertThat(withdrawn(lookup, document.id())).isEmpty();
      Masks.of(Map.of(document.id(), "case_0001", "doc_" + "0a".repeat(16), "case_0002"))
          .write(release);
      assertThat(withdrawn(lookup, document.id())).isEmpty();
      assertThat(excerpt(lookup)).isEqualTo("An excerpt");
      now[0] = 31_000_000_000L;
      assertThat(withdrawn(lookup, document.id())).isEqualTo("case_0001");
      assertThat(excerpt(lookup)).isEmpty();
    }
  }

  private static String withdrawn(ReleaseLookup lookup, String id) throws IOException {
    return lookup.byDocument(id, 1).get(0) instanceof LookupResult.Kept kept
        ? kept.withdrawn()
        : "not kept";
  }

  private static String excerpt(ReleaseLookup lookup) throws IOException {
    return lookup.rejects().orElseThrow().rules().get(0).samples().get(0).excerpt();
  }

  @Test
  void aReleaseOfAnEarlierVersionAnswersOfWhatItHas() throws IOException {
    sources = List.of(LookupRelease.source("web", 1, 30, 1));
    SmallRelease.write(folder, 4, sources);
    ReleasedDocument document =
        documents().filter(d -> !d.uri().isEmpty()).findFirst().orElseThrow();
    try (ReleaseLookup lookup = ReleaseLookup.open(ReleasePlace.of(folder), () -> 0)) {
      assertThat(lookup.hosts()).isEmpty();
      assertThat(lookup.rejects()).isEmpty();
      assertThat(kept(lookup.byUri(document.uri(), 10))).contains(document);
      assertThat(kept(lookup.byDocument(document.id(), 10))).containsExactly(document);
      assertThat(lookup.byUri("https://nowhere.example/", 10))
          .containsExactly(new LookupResult.Absent("https://nowhere.example/", null));
      assertThatThrownBy(() -> lookup.byHost("example.org", "", 10))
          .isInstanceOf(NoLookupException.class)
          .hasMessageContaining("it lists no hosts")
          .hasMessageContaining("estover run PLAN");
      assertThatThrownBy(() -> lookup.byTextSha256(document.textSha256(), 10))
          .isInstanceOf(NoLookupException.class);
      assertThatThrownBy(() -> lookup.droppedOfHost("example.org", "", 10))
          .isInstanceOf(NoLookupException.class);
    }
  }

  @Test
  void questionsThatAreNoneAreRefused() throws IOException {
    try (ReleaseLookup lookup = lookup(2)) {
      for (int limit : new int[] {0, 1001}) {
        assertThatThrownBy(() -> lookup.byUri("https://a.test/", limit))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> lookup.byDocument("doc_1", 1)).hasMessageContaining("doc_1");
      assertThatThrownBy(() -> lookup.byTextSha256("AB", 1)).hasMessageContaining("\"AB\"");
      assertThatThrownBy(() -> lookup.byHost("", "", 1)).hasMessageContaining("no host");
      assertThatThrownBy(() -> lookup.byHost("a.test", "x", 1)).hasMessageContaining("no cursor");
      assertThatThrownBy(() -> lookup.droppedOfHost("a.test", "1", 1))
          .hasMessageContaining("no cursor");
    }
  }

  @Test
  void excerptsAreCutBetweenCharacters() {
    assertThat(RejectSamples.excerpt("short")).isEqualTo("short");
    String long1 = "\uD83D\uDE00".repeat(299) + "ab" + "c".repeat(1000);
    assertThat(RejectSamples.excerpt(long1)).isEqualTo("\uD83D\uDE00".repeat(299) + "a");
    String long2 = "\uD83D\uDE00".repeat(400);
    assertThat(RejectSamples.excerpt(long2)).isEqualTo("\uD83D\uDE00".repeat(300));
    assertThat(RejectSamples.excerpt("a" + long2)).isEqualTo("a" + "\uD83D\uDE00".repeat(299));
  }
}
