package org.estover.crawl.read.latex;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of a paper on arXiv, as the names of its files have it. */
final class ArxivName {
  /** No disk has longer names; an archive may. */
  private static final int MAX_LENGTH = 300;

  private static final Pattern ENDING =
      Pattern.compile("(?:\\.(?:gz|tgz|tar|zip|tex|zst|xz|bz2))+$");
  private static final Pattern NUMBER = Pattern.compile("(\\d{4}\\.\\d{4,5})(v\\d{1,3})?");
  private static final Pattern OLD_NUMBER =
      Pattern.compile(
          "(acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg"
              + "|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math"
              + "|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|q-fin"
              + "|quant-ph|solv-int|stat|supr-con)(\\d{7})(v\\d{1,3})?");

  private ArxivName() {}

  /**
   * The number that the name of a file is, such as {@code 2101.00001v2} or {@code hep-th/9901001}.
   */
  static Optional<String> find(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    if (file.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String stem = ENDING.matcher(file).replaceFirst("");
    if (NUMBER.matcher(stem).matches()) {
      return Optional.of(stem);
    }
    Matcher old = OLD_NUMBER.matcher(stem);
    if (!old.matches()) {
      return Optional.empty();
    }
    String version = old.group(3) == null ? "" : old.group(3);
    return Optional.of(old.group(1) + "/" + old.group(2) + version);
  }

  /** Where people can see a paper. */
  static String url(String number) {
    return "https://arxiv.org/abs/" + number;
  }
}
