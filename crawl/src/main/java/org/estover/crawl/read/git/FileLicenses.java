package org.estover.crawl.read.git;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.crawl.rights.SpdxLicense;

/**
 * Which license a file of a repository is under: what its own notice says, else the notice beside
 * it, else what {@code REUSE.toml} says about its path, else the license files of the nearest
 * folder that has any. An unknown text is a {@code LicenseRef-} with its digest.
 */
final class FileLicenses {
  /** What license files are called; each alternative of a choice has a file of its own. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(un)?(licen[cs]e|copying)(?:[-_.](?!txt|md|rst|html)([a-z0-9-]+))?(?:\\.(?:txt|md|rst|html))?");

  /** A notice begins a line, but for what makes it a comment: elsewhere it is spoken of. */
  private static final Pattern NOTICE =
      Pattern.compile(
          "(?m)^(?:[^\\w\"'`\\n]{0,20}|(?:REM|dnl) )SPDX-License-Identifier:"
              + "[ \\t]*([A-Za-z0-9.+()\\- \\t]{1,300})");

  private static final int NOTICE_CHARS = 8192;

  private final ReuseFiles reuse = new ReuseFiles();
  private final Map<String, String> beside = new HashMap<>();
  private final Map<String, SortedSet<String>> byFolder = new HashMap<>();
  private final Map<String, Boolean> choices = new HashMap<>();

  /** Whether a file says something about the licenses of others. */
  static boolean isAbout(String path) {
    String name = name(path);
    return path.equals(".reuse/dep5")
        || name.equals("REUSE.toml")
        || name.endsWith(".license")
        || isLicense(path);
  }

  /** Whether a file is the text of a license. */
  static boolean isLicense(String path) {
    return NAME.matcher(name(path)).matches() || path.startsWith("LICENSES/");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** Takes a file in that says something about others. */
  void read(String path, String text) {
    String name = name(path);
    if (path.equals(".reuse/dep5")) {
      reuse.readDep5(text);
    } else if (name.equals("REUSE.toml")) {
      reuse.readToml(folder(path), text);
    } else if (name.endsWith(".license")) {
      notice(text)
          .ifPresent(
              license ->
                  beside.put(path.substring(0, path.length() - ".license".length()), license));
    } else if (!path.startsWith("LICENSES/")) {
      String license = LicenseText.find(text).orElseGet(() -> SpdxLicense.reference(text.strip()));
      byFolder.computeIfAbsent(folder(path), folder -> new TreeSet<>()).add(license);
      Matcher matcher = NAME.matcher(name);
      boolean named = matcher.matches() && matcher.group(3) != null;
      choices.merge(folder(path), named, (one, other) -> one && other);
    }
  }

  /** Takes note of a license file that cannot be read: the one above it does not speak for it. */
  void unreadable(String path) {
    if (isLicense(path)) {
      byFolder
          .computeIfAbsent(folder(path), folder -> new TreeSet<>())
          .add(SpdxLicense.reference(path));
    }
  }

  /** The SPDX expression of a file's license, or "". */
  String of(String path, String text) {
    return notice(text)
        .or(() -> Optional.ofNullable(beside.get(path)))
        .or(() -> reuse.license(path).map(SpdxLicense::normalize))
        .orElseGet(() -> nearest(folder(path)));
  }

  /** What the notices at the beginning of a file say. */
  private static Optional<String> notice(String text) {
    String head = text.substring(0, Math.min(text.length(), NOTICE_CHARS));
    Matcher matcher = NOTICE.matcher(head);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      String expression = matcher.group(1).strip();
      // Behind the expression a comment may end.
      String plain = expression.replaceFirst("\\s*-+$", "");
      if (!plain.isEmpty() && !found.contains(plain)) {
        found.add(plain);
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            SpdxLicense.normalize(
                found.size() == 1 ? found.get(0) : "(" + String.join(") AND (", found) + ")"));
  }

  private String nearest(String from) {
    String folder = from;
    while (true) {
      SortedSet<String> licenses = byFolder.get(folder);
      if (licenses != null) {
        return expression(licenses, choices.getOrDefault(folder, false));
      }
      if (folder.isEmpty()) {
        return "";
      }
      folder = folder(folder.substring(0, folder.length() - 1));
    }
  }

  private static String expression(SortedSet<String> licenses, boolean choice) {
    if (licenses.contains("LGPL-3.0-only") && licenses.contains("GPL-3.0-only")) {
      // The lesser license is written as a supplement to the other, whose text it needs.
      SortedSet<String> lesser = new TreeSet<>(licenses);
      lesser.remove("GPL-3.0-only");
      return String.join(choice ? " OR " : " AND ", lesser);
    }
    return String.join(choice ? " OR " : " AND ", licenses);
  }
}
