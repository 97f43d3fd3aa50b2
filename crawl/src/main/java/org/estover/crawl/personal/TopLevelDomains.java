package org.estover.crawl.personal;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ULocale;
import crawlercommons.domains.EffectiveTldFinder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** The top-level domains there are, from the public suffix list that crawler-commons brings. */
final class TopLevelDomains {
  /** Of which release of crawler-commons the list is: another list finds other addresses. */
  static final String VERSION = "1.6";

  private static final String LIST = "/effective_tld_names.dat";
  private static final String END = "// ===END ICANN DOMAINS===";
  private static final Set<String> NAMES = read();

  private TopLevelDomains() {}

  /** Whether there is a domain of this name, in Unicode or as DNS has it, whatever its capitals. */
  static boolean contains(String name) {
    return NAMES.contains(UCharacter.toLowerCase(ULocale.ROOT, name));
  }

  private static Set<String> read() {
    Set<String> names = new HashSet<>();
    IDNA idna = IDNA.getUTS46Instance(IDNA.DEFAULT);
    try (InputStream in = EffectiveTldFinder.class.getResourceAsStream(LIST);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(END)) {
          break;
        }
        if (!line.isBlank() && !line.startsWith("//")) {
          String name = line.strip().substring(line.strip().lastIndexOf('.') + 1);
          names.add(name);
          names.add(idna.nameToASCII(name, new StringBuilder(), new IDNA.Info()).toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
