package org.estover.crawl.read.git;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a repository came from, without the names and passwords that its address may have. */
final class RemoteUrl {
  private static final Pattern WEB =
      Pattern.compile(
          "(?:https?|git|ssh|git\\+ssh)://(?:[^/]*@)?([A-Za-z0-9.-]+)(?::\\d+)?/+([^?#]+)");
  private static final Pattern SHORT =
      Pattern.compile("(?:[^/@:]+@)?([A-Za-z0-9.-]+\\.[A-Za-z]{2,}):(?!/)([^?#]+)");

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final String host;
  private final String path;

  private RemoteUrl(String host, String path) {
    this.host = host;
    this.path = path;
  }

  /** The address that git's configuration has; one of a machine's own folders says nothing. */
  static RemoteUrl of(String remote) {
    for (Pattern pattern : new Pattern[] {WEB, SHORT}) {
      Matcher matcher = pattern.matcher(remote.strip());
      if (matcher.matches()) {
        String path = matcher.group(2).replaceFirst("(?:\\.git)?/*$", "");
        return new RemoteUrl(matcher.group(1), path);
      }
    }
    return new RemoteUrl("", "");
  }

  /** Where people can see a file, as well-known hosts have it, else as SPDX writes it; or "". */
  String file(String commit, String file) {
    if (host.isEmpty()) {
      return "";
    }
    String base = "https://" + host + "/" + path;
    String encoded = encode(file);
    if (host.equals("github.com")) {
      return base + "/blob/" + commit + "/" + encoded;
    } else if (host.startsWith("gitlab.")) {
      return base + "/-/blob/" + commit + "/" + encoded;
    } else if (host.equals("codeberg.org") || host.startsWith("gitea.")) {
      return base + "/src/commit/" + commit + "/" + encoded;
    } else if (host.equals("bitbucket.org")) {
      return base + "/src/" + commit + "/" + encoded;
    }
    return "git+" + base + ".git@" + commit + "#" + encoded;
  }

  private static String encode(String file) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : file.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (each >= 'a' && each <= 'z')
              || (each >= 'A' && each <= 'Z')
              || (each >= '0' && each <= '9')
              || "/-._~".indexOf(each) >= 0;
      encoded.append(plain ? String.valueOf((char) each) : "%" + HEX.toHexDigits(each));
    }
    return encoded.toString();
  }
}
