package org.estover.licensing.portal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file {@code complete} of a backup, which is written last: its first line names the format,
 * and each further one the SHA-256 and the name of a file, as {@code sha256sum} writes them.
 */
final class BackupSeal {
  /** Its name. */
  static final String NAME = "complete";

  private static final String FORMAT = "estover portal backup 2";
  private static final String OLD_FORMAT = "estover portal backup 1";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^\\\\\\p{Cntrl}]+)");

  /** All that a portal's copy holds; what else lies in one was put there. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "secrets\\.key|download\\.keys|"
              + Pattern.quote(TableCopy.NAME)
              + "|(activity|tokenizers)/[^/]+");

  private BackupSeal() {}

  /** Whether a file of that name below a portal's data folder is a part of its copies. */
  static boolean isKnown(String name) {
    return KNOWN.matcher(name).matches();
  }

  /** Seals what lies in a folder. */
  static void write(Path backup) throws IOException {
    StringBuilder lines = new StringBuilder(FORMAT).append('\n');
    for (String name : files(backup)) {
      lines.append(sha256(backup.resolve(name))).append("  ").append(name).append('\n');
    }
    Files.writeString(backup.resolve(NAME), lines, StandardCharsets.UTF_8);
  }

  /**
   * The names of a backup's files, all of which are what was sealed.
   *
   * @throws IOException if one is not, is missing, or is no part of a portal's copy
   */
  static List<String> verified(Path backup) throws IOException {
    Map<String, String> sealed = read(backup);
    List<String> found = files(backup);
    for (String name : found) {
      if (!isKnown(name) || !sealed.containsKey(name)) {
        throw new IOException(
            backup.resolve(name)
                + ": is no part of a portal's backup; nothing was restored. Somebody put it there:"
                + " restore another backup");
      }
    }
    for (Map.Entry<String, String> each : sealed.entrySet()) {
      Path file = backup.resolve(each.getKey());
      if (!found.contains(each.getKey())) {
        throw new IOException(file + ": is missing; nothing was restored. Restore another backup");
      }
      String sha256 = sha256(file);
      if (!sha256.equals(each.getValue())) {
        throw new IOException(
            file
                + ": has SHA-256 "
                + sha256
                + " instead of "
                + each.getValue()
                + "; nothing was restored. It was changed or damaged: restore another backup");
      }
    }
    return found;
  }

  private static Map<String, String> read(Path backup) throws IOException {
    Path seal = backup.resolve(NAME);
    if (!Files.isRegularFile(seal, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(backup + ": not a complete backup of a portal; take another");
    }
    List<String> lines = Files.readAllLines(seal, StandardCharsets.UTF_8);
    if (!lines.isEmpty() && lines.get(0).equals(OLD_FORMAT)) {
      throw new IOException(
          backup
              + ": an earlier version made it, as statements, which are not run any more; restore"
              + " it with that version, start this one on the folder, and take another backup");
    }
    if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
      throw new IOException(
          seal + ": begins with another line than \"" + FORMAT + "\"; take another backup");
    }
    Map<String, String> sealed = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches() || !isKnown(parts.group(2))) {
        throw new IOException(
            seal + ": names \"" + line + "\", which is no part of a backup; take another");
      }
      sealed.put(parts.group(2), parts.group(1));
    }
    return sealed;
  }

  /** All that lies in a backup but its seal; links are none of its files, wherever they lead. */
  private static List<String> files(Path backup) throws IOException {
    try (Stream<Path> all = Files.walk(backup)) {
      return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !file.equals(backup.resolve(NAME)))
          .peek(BackupSeal::requireRegular)
          .map(file -> backup.relativize(file).toString())
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void requireRegular(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UncheckedIOException(
          new IOException(file + ": is a link or no file; a backup has none: restore another"));
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
