package org.estover.licensing.terms.withdrawal;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.estover.licensing.terms.identity.Printable;

/**
 * What taking down a URL or a document touches.
 *
 * @param caseId the case under which it is recorded
 * @param request the URL or document id that was named
 * @param releases the releases that hold it, in log order; none where the URL was never published
 * @param unread the published releases that could not be read, by id, and why: whether they hold it
 *     is not known
 */
public record WithdrawalImpact(
    String caseId, String request, List<ReleaseImpact> releases, SortedMap<String, String> unread) {

  private static final Pattern URI =
      Pattern.compile("(?i)https?://[^/\\s].*|(?!https?:)[a-z][a-z0-9+.-]*:.*\\S.*|\\S.*!/.*\\S.*");

  public WithdrawalImpact {
    releases = List.copyOf(releases);
    unread = Collections.unmodifiableSortedMap(new TreeMap<>(unread));
  }

  /**
   * Whether what was named has the form of a name that documents have: a URI with its scheme, or an
   * archive and its entry. Whatever else no release holds is a slip.
   */
  public boolean hasFormOfUri() {
    return URI.matcher(request).matches();
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
    line(out, "Withdrawal %s of %s", caseId, Printable.of(request));
    if (isEmpty()) {
      line(
          out,
          "  no published release%s holds it; it stays out of every later one",
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
      for (TouchedDocument document : release.documents()) {
        line(
            out,
            "    %s  %,d tokens  source %s  license %s  holder %s",
            document.documentId(),
            document.tokens(),
            Printable.of(document.source()),
            orUnknown(document.license()),
            orUnknown(document.holder()));
      }
      for (TouchedTrainingRun run : release.trainingRuns()) {
        line(
            out,
            "    %s \"%s\": sequences %,d, steps %,d to %,d, tokens read %,d",
            run.trainingRunId(),
            Printable.of(run.name()),
            run.sequences(),
            run.firstStep(),
            run.lastStep(),
            run.tokens());
        line(
            out,
            "      last clean model checkpoint: %s",
            run.firstStep() == 0 ? "none" : "after step " + (run.firstStep() - 1));
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
