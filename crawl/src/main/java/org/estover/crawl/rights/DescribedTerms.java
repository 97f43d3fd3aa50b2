package org.estover.crawl.rights;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a page's descriptions say about its use beside a license: {@code usageInfo}, {@code
 * acquireLicensePage}, {@code conditionsOfAccess} and the like of schema.org, {@code
 * cc:attributionName}, {@code cc:morePermissions} and the like of ccREL.
 *
 * <p>They are recorded for whoever has to give credit or asks for more, and silent about every use:
 * they are written for people.
 *
 * @param terms property and value, in the order of the properties
 */
public record DescribedTerms(String source, SortedMap<String, String> terms)
    implements RightsSignal {
  static final String PROTOCOL = "described-terms";

  public DescribedTerms {
    terms = Collections.unmodifiableSortedMap(new TreeMap<>(terms));
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Layer layer() {
    return Layer.LICENSE;
  }

  @Override
  public Stance stance(Use use) {
    return Stance.SILENT;
  }

  @Override
  public String condition() {
    return words();
  }

  @Override
  public String words() {
    return terms.entrySet().stream()
        .map(term -> term.getKey() + " " + term.getValue())
        .collect(Collectors.joining(", "));
  }

  @Override
  public String canonical() {
    SignalLine line = SignalLine.of(PROTOCOL, source);
    terms.forEach(line::field);
    return line.toString();
  }
}
