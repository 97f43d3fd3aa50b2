package org.estover.licensing.portal.lookup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.licensing.portal.release.Answers;
import org.estover.licensing.portal.release.PublishedReleases;
import org.estover.licensing.portal.release.ReleaseReaders;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DroppedDocument;
import org.estover.tokenize.release.DroppedPage;
import org.estover.tokenize.release.HostPage;
import org.estover.tokenize.release.LookupResult;
import org.estover.tokenize.release.NoLookupException;
import org.estover.tokenize.release.RejectSamples;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.springframework.stereotype.Component;

/**
 * Asks one release at a time what became of something. What a release of an earlier version cannot
 * say is said to be unknown. Thread-safe.
 */
@Component
public final class Finder {
  /** The most documents that one answer names. */
  static final int LIMIT = 50;

  private static final String UNKNOWN_DROPPED = "dropped";

  private final ReleaseReaders readers;
  private final PublishedReleases releases;

  Finder(ReleaseReaders readers, PublishedReleases releases) {
    this.readers = readers;
    this.releases = releases;
  }

  /** What became of an address, in the first of its spellings that is known. */
  public Answer byAddress(Release release, List<String> spellings) throws IOException {
    return readers.askLookup(
        release,
        lookup -> {
          String unknown = lookup.knowsDropped() ? "" : UNKNOWN_DROPPED;
          Answer first = null;
          for (String spelling : spellings) {
            Answer answer = answer(spelling, lookup.byUri(spelling, LIMIT), unknown);
            if (answer.isFound()) {
              return answer;
            }
            first = first == null ? answer : first;
          }
          return first == null ? answer("", List.of(), unknown) : first;
        });
  }

  /** What became of a document. */
  public Answer byDocument(Release release, String id) throws IOException {
    return readers.askLookup(
        release,
        lookup ->
            answer(id, lookup.byDocument(id, LIMIT), lookup.knowsDropped() ? "" : UNKNOWN_DROPPED));
  }

  /** What became of a text, by the SHA-256 of its UTF-8. */
  public Answer byDigest(Release release, String sha256) throws IOException {
    try {
      return readers.askLookup(
          release, lookup -> answer(sha256, lookup.byTextSha256(sha256, LIMIT), ""));
    } catch (NoLookupException e) {
      return answer(sha256, List.of(), "digest");
    }
  }

  /** A site with all below it; nothing where the release has no list of sites. */
  Optional<HostAnswer> byHost(Release release, String host, String cursor) throws IOException {
    try {
      HostPage page =
          readers.askLookup(release, lookup -> lookup.byHost(host, checked(cursor), LIMIT));
      return Optional.of(
          new HostAnswer(
              page.host(),
              page.hosts(),
              page.documents(),
              page.tokens(),
              page.kept().stream().map(this::kept).toList(),
              page.next(),
              page.dropped()));
    } catch (NoLookupException e) {
      return Optional.empty();
    }
  }

  /** The proof that a site is there or is not; nothing where the release has no list of sites. */
  Optional<Map<String, Object>> proof(Release release, String host) throws IOException {
    try {
      return Optional.of(readers.askLookup(release, lookup -> lookup.prove(host).toJson()));
    } catch (NoLookupException e) {
      return Optional.empty();
    }
  }

  /** Samples of what a rule dropped; nothing where the release keeps none. */
  Optional<Samples> samples(Release release, String stage, String rule) throws IOException {
    Optional<RejectSamples> rejects =
        readers.askLookup(release, lookup -> lookup.rejects()).map(this::withoutTakenDown);
    return rejects.flatMap(
        all ->
            all.rules().stream()
                .filter(each -> each.stage().equals(stage) && isOf(rule, each.rule()))
                .map(Finder::samples)
                .reduce(Samples::and));
  }

  /** Counts name a filter's rule with what it found, as in {@code gopher: few words}. */
  private static boolean isOf(String counted, String sampled) {
    return counted.equals(sampled) || counted.startsWith(sampled + ": ");
  }

  private RejectSamples withoutTakenDown(RejectSamples samples) {
    WithdrawnSet withdrawn = releases.latest().withdrawn();
    return samples.hiding(
        sample ->
            withdrawn.covers(sample.document(), sample.uri())
                || withdrawn.covers(sample.survivor(), ""));
  }

  private static Samples samples(RejectSamples.Rule rule) {
    return new Samples(
        rule.documents(),
        rule.samples().stream()
            .map(
                sample ->
                    new Samples.Sample(
                        sample.document(),
                        sample.uri(),
                        sample.source(),
                        sample.reason(),
                        sample.survivor(),
                        sample.excerpt()))
            .toList());
  }

  /** What was left out of a site; nothing where that is not known. */
  Optional<DroppedList> droppedOfHost(Release release, String host, String cursor)
      throws IOException {
    try {
      DroppedPage page =
          readers.askLookup(release, lookup -> lookup.droppedOfHost(host, checked(cursor), LIMIT));
      return Optional.of(
          new DroppedList(page.documents().stream().map(this::dropped).toList(), page.next()));
    } catch (NoLookupException e) {
      return Optional.empty();
    }
  }

  /** A cursor, which anybody can write into an address. */
  private static String checked(String cursor) {
    if (!cursor.matches("([0-9]{1,6}\\.)?[0-9]{0,18}")) {
      throw Answers.missing();
    }
    return cursor;
  }

  private Answer answer(String asked, List<LookupResult> results, String unknown) {
    List<Kept> kept = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    boolean isProven = false;
    for (LookupResult result : results) {
      if (result instanceof LookupResult.Kept found) {
        kept.add(kept(found));
      } else if (result instanceof LookupResult.Dropped found) {
        dropped.add(dropped(found.document()));
      } else if (result instanceof LookupResult.Absent absent) {
        isProven |= absent.proof() != null;
      } else {
        throw new AssertionError(result);
      }
    }
    return new Answer(asked, kept, dropped, isProven, unknown);
  }

  /** What was taken down just now is so at once: masks are written later, and read later still. */
  private Kept kept(LookupResult.Kept found) {
    ReleasedDocument document = found.row().document();
    String withdrawn =
        found.withdrawn().isEmpty()
            ? releases.latest().caseOf(document.id(), document.uri())
            : found.withdrawn();
    DocumentRow row = found.row();
    return withdrawn.isEmpty()
        ? new Kept(found.shard(), row, "")
        : new Kept(
            found.shard(),
            new DocumentRow(
                row.row(),
                row.tokenStart(),
                row.tokens(),
                row.share(),
                PublishedReleases.nameless(document)),
            withdrawn);
  }

  /** A run hides the address of what was taken down by then; what was since is hidden here. */
  private Dropped dropped(DroppedDocument found) {
    boolean isTakenDown = releases.latest().withdrawn().covers(found.document(), found.uri());
    return new Dropped(
        found.document(),
        found.stage(),
        found.rule(),
        found.reason(),
        isTakenDown ? "" : found.uri(),
        found.survivor());
  }
}
