package org.estover.crawl.rights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Reads the rights signals of an HTML page: TDM and robots meta elements, license links with what
 * they license and whom to credit (ccREL), RSL that stands in the page itself, and descriptions in
 * JSON-LD. What one page may say is bounded.
 */
public final class HtmlSignals {
  private static final String META = "meta";
  private static final String JSON_LD_TYPE = "application/ld+json";
  private static final int MAX_LICENSES = 64;
  private static final int MAX_INLINE_DOCUMENTS = 8;
  private static final int MAX_VALUE = 512;

  /** Relations that name a license, beside HTML's own. */
  private static final Set<String> LICENSE_RELATIONS =
      Set.of("license", "cc:license", "dct:license", "dcterms:license", "dcterms.license");

  /** ccREL's properties by their local name. */
  private static final Map<String, String> CREDIT =
      Map.of(
          "attributionname", "cc:attributionName",
          "attributionurl", "cc:attributionURL",
          "morepermissions", "cc:morePermissions");

  private static final List<String> CREDIT_PREFIXES =
      List.of("cc:", "http://creativecommons.org/ns#", "https://creativecommons.org/ns#");

  private final String url;
  private final String agent;
  private final UnaryOperator<String> resolver;
  private final LicenseScope scope;
  private final JsonLdSignals descriptions;
  private final List<RightsSignal> signals = new ArrayList<>();
  private final List<RslPointer> documents = new ArrayList<>();
  private final List<String> reservations = new ArrayList<>();
  private final SortedMap<String, String> credit = new TreeMap<>();
  private String policy = "";
  private int licenses;
  private int inlineDocuments;

  private HtmlSignals(Document page, String url, String agent, UnaryOperator<String> resolver) {
    this.url = url;
    this.agent = agent;
    this.resolver = resolver;
    this.scope = new LicenseScope(page, url, resolver);
    this.descriptions = new JsonLdSignals(url, resolver);
  }

  /**
   * The declarations of a parsed page.
   *
   * @param url the page's URL
   * @param agent the crawler's product token
   * @param resolver makes a link's target absolute, or leaves it as it was written
   */
  public static Declarations read(
      Document page, String url, String agent, UnaryOperator<String> resolver) {
    HtmlSignals reader = new HtmlSignals(page, url, agent, resolver);
    for (Element element : page.getAllElements()) {
      reader.element(element);
    }
    return reader.declarations();
  }

  /** Whether a page's meta elements forbid {@code agent} to follow its links. */
  public static boolean forbidsFollowing(Document page, String agent) {
    for (Element meta : page.getElementsByTag(META)) {
      String name = meta.attr("name").strip();
      if (RobotsDirectives.forbidsFollowing(name, meta.attr("content"), agent)) {
        return true;
      }
    }
    return false;
  }

  private Declarations declarations() {
    String reservation = TdmReservation.together(reservations);
    if (!reservation.isEmpty()) {
      signals.add(new TdmReservation(TdmReservation.META, reservation, policy));
    }
    signals.addAll(descriptions.signals());
    if (!credit.isEmpty()) {
      signals.add(new DescribedTerms("ccrel", credit));
    }
    return new Declarations(signals, documents);
  }

  private void element(Element element) {
    switch (element.normalName()) {
      case "meta" -> meta(element);
      case "script" -> script(element);
      case "link", "a" -> link(element);
      default -> {}
    }
    if (element.hasAttr("property")) {
      credit(element, element.attr("property"));
    }
  }

  private void meta(Element element) {
    String name = element.attr("name").strip().toLowerCase(Locale.ROOT);
    String content = element.attr("content").strip();
    if (name.equals("tdm-reservation")) {
      reservations.add(content);
    } else if (name.equals("tdm-policy")) {
      policy = policy.isEmpty() ? resolver.apply(content) : policy;
    } else if (name.equals("robots") || name.equalsIgnoreCase(agent)) {
      signals.addAll(RobotsDirectives.meta(META, name, content, agent));
    }
  }

  private void script(Element element) {
    String type = element.attr("type").strip().toLowerCase(Locale.ROOT);
    if (HeaderSignals.isRsl(type) && inlineDocuments <= MAX_INLINE_DOCUMENTS) {
      byte[] inline = element.data().strip().getBytes(StandardCharsets.UTF_8);
      boolean tooMany = inlineDocuments++ == MAX_INLINE_DOCUMENTS;
      RslDocument document = tooMany ? RslDocument.ONE_TOO_MANY : RslDocument.parse(inline);
      signals.add(document.license("inline", url, url));
    } else if (type.startsWith(JSON_LD_TYPE)) {
      descriptions.read(element.data());
    }
  }

  private void link(Element element) {
    String target = resolver.apply(element.attr("href").strip());
    boolean link = element.normalName().equals("link");
    if (element.hasAttr("rel")) {
      for (String relation : element.attr("rel").strip().split("\\s+", -1)) {
        credit(element, relation);
      }
      String type = element.attr("type");
      boolean isRsl = HeaderSignals.isRsl(type);
      int before = isRsl ? documents.size() : licenses;
      if (isLicense(element.attr("rel")) && !target.isEmpty() && before < MAX_LICENSES) {
        licenses += isRsl ? 0 : 1;
        String place = link ? "link" : LicenseScope.place("anchor", element);
        HeaderSignals.license(place, type, target, scope.of(element), signals, documents);
      }
    }
  }

  private static boolean isLicense(String rel) {
    for (String relation : rel.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      if (LICENSE_RELATIONS.contains(relation)) {
        return true;
      }
    }
    return false;
  }

  /** Takes whom to credit and where to ask for more, the first of each. */
  private void credit(Element element, String property) {
    for (String prefix : CREDIT_PREFIXES) {
      if (property.startsWith(prefix)) {
        String name = property.substring(prefix.length()).toLowerCase(Locale.ROOT);
        String term = CREDIT.get(name);
        if (term != null) {
          String value = creditValue(element, term);
          credit.putIfAbsent(
              term, value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value);
        }
      }
    }
  }

  private String creditValue(Element element, String term) {
    if (term.equals("cc:attributionName")) {
      return element.hasAttr("content") ? element.attr("content").strip() : element.text();
    }
    for (String attribute : List.of("href", "resource", "content")) {
      if (element.hasAttr(attribute)) {
        return resolver.apply(element.attr(attribute).strip());
      }
    }
    return element.text();
  }
}
