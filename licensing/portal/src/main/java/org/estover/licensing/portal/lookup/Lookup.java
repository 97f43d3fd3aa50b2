package org.estover.licensing.portal.lookup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.licensing.portal.chart.LicenseKinds;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.TextMatch;
import org.estover.tokenize.reconstruct.TextTrace;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.springframework.stereotype.Component;

/** Asks the releases, newest first, {@value #RELEASES} at a time. Thread-safe. */
@Component
final class Lookup {
  /** The most releases that one question goes to. */
  static final int RELEASES = 8;

  /** The shortest and the longest text that is searched for, in bytes. */
  static final int SHORTEST = 4;

  static final int LONGEST = 300;

  /** The most documents whose exposures are told. */
  private static final int EXPOSED = 5;

  private static final int PLACES = 10;

  private final PublishedReleases releases;
  private final ReleaseReaders readers;
  private final Finder finder;
  private final Exposures exposures;

  Lookup(PublishedReleases releases, ReleaseReaders readers, Finder finder, Exposures exposures) {
    this.releases = releases;
    this.readers = readers;
    this.finder = finder;
    this.exposures = exposures;
  }

  /** How a release is asked. */
  private interface Question<T> {
    T ask(PublishedReleases.Published published, Release release) throws IOException;
  }

  /** The releases that a page is about. */
  List<PublishedReleases.Published> asked(PublishedReleases.Known known, int from) {
    List<PublishedReleases.Published> all = known.newestFirst();
    int first = Math.max(0, Math.min(from, all.size()));
    return all.subList(first, Math.min(all.size(), first + RELEASES));
  }

  private <T> List<T> each(PublishedReleases.Known known, int from, Question<T> question)
      throws IOException {
    List<T> answers = new ArrayList<>();
    for (PublishedReleases.Published published : asked(known, from)) {
      Optional<Release> release = releases.find(published.releaseId());
      if (release.isPresent()) {
        answers.add(question.ask(published, release.get()));
      }
    }
    return answers;
  }

  /** What became of what is not words. */
  List<ReleaseAnswer> answers(PublishedReleases.Known known, Query query, int from)
      throws IOException {
    return each(
        known,
        from,
        (published, release) -> {
          Answer answer =
              switch (query.kind()) {
                case DOCUMENT -> finder.byDocument(release, query.text());
                case DIGEST -> finder.byDigest(release, query.text());
                case ADDRESS -> finder.byAddress(release, query.spellings());
                case EMPTY, RELEASE, HOST, WORDS ->
                    throw new IllegalArgumentException(query.kind() + " has a page of its own");
              };
          List<TrainingRun> runs = known.runsOver(release.id());
          Map<String, List<Exposure>> exposed = new TreeMap<>();
          for (Kept kept : answer.kept()) {
            if (exposed.size() < EXPOSED) {
              String id = kept.document().id();
              exposed.put(id, exposures.of(release, id, runs));
            }
          }
          return new ReleaseAnswer(
              published, release.content().name(), answer, exposed, runs.size());
        });
  }

  /** Where words stand, byte for byte. */
  List<TextAnswer> texts(PublishedReleases.Known known, String words, int from) throws IOException {
    byte[] text = words.getBytes(StandardCharsets.UTF_8);
    return each(
        known,
        from,
        (published, release) -> {
          Optional<TextTrace.Trace> trace =
              readers.askTexts(release, texts -> texts.trace(text, PLACES, new BatchPlan(1)));
          return new TextAnswer(
              published,
              release.content().name(),
              trace.isPresent(),
              trace.map(TextTrace.Trace::count).orElse(0L),
              trace.stream()
                  .flatMap(found -> found.matches().stream())
                  .map(match -> place(known, match))
                  .toList());
        });
  }

  /** What was taken down just now is so at once: masks are written later, and read later still. */
  private static TextAnswer.Place place(PublishedReleases.Known known, TextMatch match) {
    String withdrawn =
        match.withdrawn().isEmpty()
            ? known.caseOf(match.document().id(), match.document().uri())
            : match.withdrawn();
    boolean shown =
        withdrawn.isEmpty()
            && LicenseKinds.isOpen(
                LicenseKinds.of(match.document().license(), match.document().rights()));
    ReleasedDocument document =
        withdrawn.isEmpty() ? match.document() : PublishedReleases.nameless(match.document());
    return new TextAnswer.Place(
        document.id(),
        document.uri(),
        document.license(),
        document.holder(),
        shown ? match.snippet() : "",
        withdrawn);
  }

  /** Whether words are neither too few nor too many to be searched for. */
  static boolean isSearchable(String words) {
    int bytes = words.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= SHORTEST && bytes <= LONGEST;
  }
}
