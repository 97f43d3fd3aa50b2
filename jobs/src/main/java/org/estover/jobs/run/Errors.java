package org.estover.jobs.run;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.estover.crawl.read.Readers;
import org.estover.dedupe.near.NearConfig;
import org.jspecify.annotations.Nullable;

/** Every message of this package that a person may see, in one place. */
final class Errors {
  private Errors() {}

  static String unbalanced(String stage, String unit, StageReport.Balance balance) {
    return stage
        + ": the report does not balance in "
        + unit
        + ": in + expanded = "
        + (balance.in() + balance.expanded())
        + ", out + dropped + aside = "
        + (balance.out() + balance.droppedTotal() + balance.asideTotal());
  }

  static String notAReport() {
    return "expected a stage report, an object with this \"stage\" and \"units\"";
  }

  static String wrongFingerprint() {
    return "the fingerprint does not match what it is made of";
  }

  static CorruptRunException damaged(Path file, String problem, @Nullable Exception cause) {
    return new CorruptRunException(
        file + ": " + problem + "; the file is damaged: " + doAgain(file), cause);
  }

  static CorruptRunException damaged(Path file, Exception cause) {
    if (cause instanceof NoSuchFileException) {
      return new CorruptRunException(
          file + ": the file is missing, but its stage is complete: " + doAgain(file), cause);
    }
    return damaged(file, "cannot be read (" + oneLine(cause) + ")", cause);
  }

  static CorruptRunException lost(Path folder, long passedOn, StageName next, long read) {
    return new CorruptRunException(
        folder
            + ": its report passes on "
            + passedOn
            + " documents, but "
            + next.folder()
            + " found "
            + read
            + "; files are missing: "
            + redo(folder.getFileName()),
        null);
  }

  private static String doAgain(Path file) {
    return redo(Objects.requireNonNull(file.toAbsolutePath().getParent()).getFileName());
  }

  private static String redo(@Nullable Path stage) {
    return "delete the folder " + stage + " and run \"estover run PLAN\" again";
  }

  /** JSON errors tell where in a second line. */
  private static String oneLine(Exception cause) {
    String message = cause.getMessage() == null ? "no more is known" : cause.getMessage();
    return message.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  static String locked(Path root, String holder) {
    return root
        + ": in use by process "
        + holder
        + "; wait until it ends, or choose another folder with --run-dir";
  }

  static PlanException plan(Path file, int line, String message) {
    return PlanException.at(file.toString(), line, message);
  }

  /** The same of a value that stands on the command line, by the word that it stands behind. */
  static PlanException onTheCommandLine(String word, String key, PlanException complaint) {
    String quoted = "\"" + key + "\"";
    String said = complaint.complaint();
    return new PlanException(
        said.startsWith(quoted) ? word + said.substring(quoted.length()) : word + ": " + said);
  }

  static String unknownKey(String key, String section, List<String> known) {
    String where = section.isEmpty() ? "" : " in \"" + section + "\"";
    return "unknown key \"" + key + "\"" + where + "; nearest is \"" + nearest(key, known) + "\"";
  }

  static String spanBytesWithoutSpans() {
    return "\"span-bytes\" is for \"spans\" only; add \"spans: keep-one\" or \"spans: remove-all\"";
  }

  static String seedWithoutHoldOut() {
    return "\"hold-out-seed\" is for \"hold-out\" only; add the share that is held out, as in"
        + " \"hold-out: 0.01\"";
  }

  static String onlyWith(PlanKey key, PlanKey other, String value) {
    return "\"" + key.name() + "\" is for \"" + other.name() + ": " + value + "\" only; add it";
  }

  static String probabilityWithoutLanguages() {
    return "\"language-probability\" is for a source with \"languages\" only; add them";
  }

  static String noListLanguage(String tag, Collection<String> known) {
    return unknownLanguage(tag, known) + ", or any for a list for all texts";
  }

  static String unknownLanguage(String tag, Collection<String> known) {
    return "no language \""
        + tag
        + "\" is told apart; use one of "
        + String.join(", ", known)
        + ", or no for nb and nn";
  }

  static String missingKey(PlanKey key, String section) {
    String where = section.isEmpty() ? "the plan" : "\"" + section + "\"";
    return where + " needs the key \"" + key.name() + "\": " + key.meaning();
  }

  static String wrongKind(PlanKey key, String text) {
    // Of times seconds are meant most likely; of sizes anything may be.
    boolean bare = key.kind() == ValueKind.DURATION && key.kind().allows(text + "s");
    return "\""
        + key.name()
        + "\" is "
        + key.kind().expected()
        + ", not \""
        + text
        + "\""
        + (bare ? "; write the unit, too: " + text + "s" : "");
  }

  static String outOfBounds(PlanKey key, String text) {
    return "\""
        + key.name()
        + "\" is "
        + key.bounds().text(key.kind().unit())
        + ", not \""
        + text
        + "\"";
  }

  static String signatureTooLarge(int bands, int rows) {
    return bands
        + " \"bands\" of "
        + rows
        + " \"rows\" make a signature of "
        + (long) bands * rows
        + " places, at most "
        + NearConfig.SIGNATURE_LIMIT
        + " fit; lower one of the two";
  }

  static String emptyHost() {
    return "a site has no host; name one, without a port";
  }

  static String noSite(String text) {
    return "\""
        + text
        + "\" names no site; expected a host as example.org, example.org:8080 or"
        + " https://example.org";
  }

  static String siteTwice(String site) {
    return "site " + site + " has two later files; keep one";
  }

  static String notAChoice(PlanKey key, String text) {
    if (key.equals(PlanKeys.TYPE) && Readers.kinds().contains(text)) {
      return "\"" + text + "\" is a reader; write \"type: documents\" and \"reader: " + text + "\"";
    }
    return notAmong(key, text, key.choices());
  }

  static String notAmong(PlanKey key, String text, List<String> known) {
    return "\""
        + key.name()
        + "\" is one of "
        + String.join(", ", known)
        + ", not \""
        + text
        + "\"; nearest is \""
        + nearest(text, known)
        + "\"";
  }

  static String noPlugins(PlanKey key, String text) {
    return "\""
        + key.name()
        + "\" names the plug-in \""
        + text
        + "\", and no plug-in of this kind was found; name its jar with --plugins";
  }

  static String noSuchFile(String pattern, Path resolved) {
    return "\""
        + pattern
        + "\" matches no file ("
        + resolved
        + "); paths are relative to the plan: correct the line or put the files there";
  }

  static String noQualityModel() {
    return "\"quality\" has a label or a least score and no model; add \"model: FILE\"";
  }

  static String badSourceName(String name) {
    return "source name \"" + name + "\" is not " + ValueKind.NAME.expected();
  }

  static String badSetName(String name) {
    return "the name of an evaluation set, \"" + name + "\", is not " + ValueKind.NAME.expected();
  }

  static String noEvalSets() {
    return "\"evals\" names no set to compare documents with; write one below \"sets\" as name:"
        + " file";
  }

  static String personalDataKept() {
    return "\"personal-data\" names what to look for, and no source replaces it or drops documents for"
        + " it; write \"action: replace\" or \"action: drop\" below it, or below a source";
  }

  static String noPhoneRegion(String region) {
    return "\""
        + region
        + "\" is no country whose telephone numbers are known; write its ISO 3166"
        + " code in capitals, such as US or DE";
  }

  static String badCoordinate(String coordinate) {
    return "\""
        + coordinate
        + "\" is not group:artifact:version or group:artifact:version:classifier";
  }

  static String badSha256(String coordinate, String sha256) {
    return "the SHA-256 of "
        + coordinate
        + " is 64 lower-case hexadecimal digits, not \""
        + sha256
        + "\"";
  }

  static String noPath(String path) {
    return "\"" + path.replace("\0", "\\0") + "\" can be no path";
  }

  static String noSources() {
    return "a plan names at least one source below \"sources\"";
  }

  private static String nearest(String word, List<String> known) {
    return known.stream().min(Comparator.comparingInt(k -> distance(word, k))).orElseThrow();
  }

  /** Levenshtein distance with two rows; both words are short. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
