package org.estover.crawl.source;

import java.util.List;
import java.util.stream.Collectors;

/** The messages of this package. */
final class Errors {
  private Errors() {}

  static IllegalArgumentException badSourceName(String name) {
    return new IllegalArgumentException(
        "source name \""
            + name
            + "\": expected 1 to 64 lower-case letters, digits, dots, underscores or hyphens;"
            + " rename the source");
  }

  static IllegalArgumentException badWeight(String source, String weight) {
    return new IllegalArgumentException(
        "source "
            + source
            + ": weight \""
            + weight
            + "\" is not a decimal numeral above zero; write one like 1 or 0.5");
  }

  static IllegalArgumentException negativePriority(String source, int priority) {
    return new IllegalArgumentException(
        "source " + source + ": priority " + priority + " is below zero; write 0 or more");
  }

  static IllegalArgumentException emptyHost() {
    return new IllegalArgumentException("a site has no host; name one, without a port");
  }

  static IllegalArgumentException emptyArchiveName() {
    return new IllegalArgumentException("an archive needs a file name and a URI prefix");
  }

  static IllegalArgumentException emptyTextField() {
    return new IllegalArgumentException("the field mapping names no text; set fields.text");
  }

  static String noTextField(String file, String source, String field, List<String> found) {
    return file
        + ": no record has the field \""
        + field
        + "\"; the first one has "
        + (found.isEmpty()
            ? "none"
            : found.stream().limit(TextItems.FIELDS_SHOWN).collect(Collectors.joining(", ")))
        + ": set fields.text of the source \""
        + source
        + "\" to the one that holds the text";
  }

  static IllegalArgumentException badReason(String reason) {
    return new IllegalArgumentException(
        "\"" + reason + "\" is not a class in kebab case, such as gzip-truncated");
  }

  static IllegalArgumentException noSeeds() {
    return new IllegalArgumentException("a crawl needs at least one seed; name a URL to start at");
  }

  static IllegalArgumentException badCrawlLimit() {
    return new IllegalArgumentException(
        "the limits of a crawl must be above zero (depth and delay may be zero)");
  }

  static IllegalArgumentException badReadLimits(int maxDocument, long maxArchive) {
    return new IllegalArgumentException(
        "the size limits of a document ("
            + maxDocument
            + ") and an archive ("
            + maxArchive
            + ") must be above zero, a document's at most 1 GiB");
  }

  static String tooManySiteFiles(String file, long pages) {
    return file
        + ": its robots.txt, tdmrep.json and license documents hold more than "
        + SiteSignals.MAX_BYTES
        + " bytes, so "
        + (pages == 1 ? "one page was" : pages + " pages were")
        + " taken as reserved; cut the file";
  }

  static IllegalArgumentException notReadByFile(Source source) {
    return new IllegalArgumentException(
        "source " + source.name() + " has no files of lines, captures or entries");
  }
}
