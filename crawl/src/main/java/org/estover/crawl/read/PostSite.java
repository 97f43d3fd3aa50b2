package org.estover.crawl.read;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which site posts are of, by what their file, archive or folder is called. */
final class PostSite {
  private static final Pattern HOST =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,10}");

  /** What dumps call files and archives: the host, and the table behind a hyphen. */
  private static final Pattern NAMED =
      Pattern.compile("(" + HOST.pattern() + ")(-posts)?(\\.7z|\\.zip|\\.xml|\\.tar.*)?");

  private PostSite() {}

  static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }

  /** The host, or "". */
  static String of(Path file, String name) {
    Path parent = file.toAbsolutePath().getParent();
    String folder = parent == null ? "" : String.valueOf(parent.getFileName());
    String archive = name.contains("!/") ? name.substring(0, name.indexOf("!/")) : name;
    for (String called : new String[] {archive.substring(archive.lastIndexOf('/') + 1), folder}) {
      String lower = called.toLowerCase(Locale.ROOT);
      Matcher named = NAMED.matcher(lower);
      if (!lower.startsWith("posts.") && named.matches() && isSite(named.group(1))) {
        return named.group(1);
      }
    }
    return "";
  }

  /** Whether a host may be a site of the network; a file's ending is no domain. */
  private static boolean isSite(String host) {
    return host.matches(".*\\.(com|net|org|app|dev|io|test)");
  }
}
