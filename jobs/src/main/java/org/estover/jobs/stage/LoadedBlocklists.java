package org.estover.jobs.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.estover.crawl.filter.UrlBlocklist;
import org.estover.jobs.run.RunPlan;

/**
 * The blocklists that this process last worked with: tasks come by the thousand, and a list of five
 * million domains takes seconds to read.
 */
final class LoadedBlocklists {
  private static List<RunPlan.Blocklist> lastNamed = List.of();
  private static List<UrlBlocklist> last = List.of();

  private LoadedBlocklists() {}

  /**
   * The lists that a plan names.
   *
   * @throws IOException if a file cannot be read, or is another one than when the plan was read
   */
  static List<UrlBlocklist> of(List<RunPlan.Blocklist> named) throws IOException {
    synchronized (LoadedBlocklists.class) {
      if (!named.equals(lastNamed)) {
        List<UrlBlocklist> lists = new ArrayList<>();
        for (RunPlan.Blocklist each : named) {
          lists.add(load(each));
        }
        last = List.copyOf(lists);
        lastNamed = List.copyOf(named);
      }
      return last;
    }
  }

  private static UrlBlocklist load(RunPlan.Blocklist named) throws IOException {
    MessageDigest digest = Sha256.start();
    try (InputStream in = Files.newInputStream(Path.of(named.file()));
        InputStreamReader text =
            new InputStreamReader(new DigestInputStream(in, digest), StandardCharsets.UTF_8)) {
      UrlBlocklist list = UrlBlocklist.read(text);
      String found = HexFormat.of().formatHex(digest.digest());
      if (!found.equals(named.sha256())) {
        throw Errors.blocklistChanged(named.file(), named.sha256(), found);
      }
      return list;
    }
  }
}
