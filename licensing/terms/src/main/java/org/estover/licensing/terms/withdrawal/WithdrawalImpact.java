package org.estover.licensing.terms.withdrawal;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.estover.licensing.terms.identity.Printable;

/**
 * What taking down a URL, a host or a document touches.
 *
 * @param caseId the case under which it is recorded
 * @param kind what was named
 * @param request the URL, host or document id that was named
 * @param releases the releases that hold it, in log order; none where the URL was never published
 * @param unread the published releases that could not be read, by id, and why: whether they hold it
 *     is not known
 */
public record WithdrawalImpact(
    String caseId,
    WithdrawalKind kind,
    String request,
    List<ReleaseImpact> releases,
    SortedMap<String, String> unread) {

  /** Documents of a release that are listed for people; a host may have millions. */
  private static final int SHOWN = 20;

  private static final Pattern URI =
      Pattern.compile("(?i)https?://[^/\\s].*|(?!https?:)[a-z][a-z0-9+.-]*:.*\\S.*|\\S.*!/.*\\S.*");

  public WithdrawalImpact {
    releases = List.copyOf(releases);
    unread = Collections.unmodifiableSortedMap(new TreeMap<>(unread));
  }

  /** What a case that was recorded touches. */
  public static WithdrawalImpact ofCase(
      String caseId,
      List<WithdrawnDocument> named,
      List<ReleaseImpact> releases,
      SortedMap<String, String> unread) {
    WithdrawalKind kind = WithdrawalKind.DOCUMENT;
    String request = named.isEmpty() ? "" : named.get(0).document();
    for (WithdrawnDocument gone : named) {
      if (gone.hostSha256().isPresent() || gone.uriSha256().isPresent()) {
        kind = gone.hostSha256().isPresent() ? WithdrawalKind.HOST : WithdrawalKind.URL;
        request = gone.uri();
      }
    }
    return new WithdrawalImpact(caseId, kind, request, releases, unread);
  }

  /**
   * Whether what was named has the form of a name that documents have: a URI with its scheme, or an
   * archive and its entry; or that of a host. Whatever else no release holds is a slip.
   */
  public boolean hasFormOfName() {
    return kind == WithdrawalKind.HOST || URI.matcher(request).matches();
  }

  /** The documents that it names in published releases, each once, by id. */
  public long documents() {
    return releases.stream()
        .flatMap(release -> release.documents().stream())
        .map(TouchedDocument::documentId)
        .distinct()
        .count();
  }

  /**
   * Whether no published release holds what was named; it is kept out of later ones all the same.
   */
  public boolean isEmpty() {
    return releases.isEmpty();
  }

  /** The impact for people: per release its documents, sequences and training runs. */
  public String text() {
    StringBuilder out = new StringBuilder(512);
    line(out, "Withdrawal %s of %s %s", caseId, kind.word(), Printable.of(request));
    if (isEmpty()) {
      line(
          out,
          "  no published release%s holds it; once withdrawn, no later one will",
          unread.isEmpty() ? "" : " that can be read");
    }
    unread.forEach(
        (releaseId, why) ->
            line(out, "  not known of %s, which cannot be read: %s", releaseId, Printable.of(why)));
    for (ReleaseImpact release : releases) {
      line(
          out,
          "  release %s: documents %,d, tokens %,d, sequences of its order %,d",
          release.releaseId(),
          release.documents().size(),
          release.tokens(),
          release.sequences());
      for (TouchedDocument document :
          release.documents().subList(0, Math.min(SHOWN, release.documents().size()))) {
        line(
            out,
            "    %s  %,d tokens  source %s  license %s  holder %s",
            document.documentId(),
            document.tokens(),
            Printable.of(document.source()),
            orUnknown(document.license()),
            orUnknown(document.holder()));
      }
      if (release.documents().size() > SHOWN) {
        line(out, "    and %,d documents more", release.documents().size() - SHOWN);
      }
      for (TouchedTrainingRun run : release.trainingRuns()) {
        line(
            out,
            "    %s \"%s\": sequences %,d in %,d of the steps %,d to %,d, tokens read %,d",
            run.trainingRunId(),
            Printable.of(run.name()),
            run.sequences(),
            run.steps(),
            run.firstStep(),
            run.lastStep(),
            run.tokens());
        line(
            out,
            "      last clean model checkpoint: %s; registered: %s",
            run.firstStep() == 0 ? "none" : "after step " + (run.firstStep() - 1),
            run.lastClean().isEmpty() ? "none" : run.lastClean());
        for (String statement : run.statementIds()) {
          line(out, "      counted in %s", statement);
        }
      }
    }
    return out.toString();
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? "unknown" : Printable.of(text);
  }

  private static void line(StringBuilder out, String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
