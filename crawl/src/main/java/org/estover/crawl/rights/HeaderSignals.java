package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the rights signals of an HTTP response: of its header fields {@code Content-Usage}, {@code
 * tdm-reservation}, {@code tdm-policy}, {@code X-Robots-Tag} and {@code Link} with {@code
 * rel=license}, and of its status whether it refuses the page, at what price.
 */
public final class HeaderSignals {
  private static final String SOURCE = "header";
  private static final String RSL_TYPE = "application/rsl+xml";
  private static final int MAX_LICENSES = 64;
  private static final int MAX_QUOTES = 4;
  private static final int MAX_QUOTE = 512;
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([A-Za-z*]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;,\\s\"]*))");

  private HeaderSignals() {}

  /**
   * The declarations of a response.
   *
   * @param fields header fields in the order received; names in any case
   * @param agent the crawler's product token
   * @param resolver makes a link's target absolute, or leaves it as it was written
   */
  public static Declarations read(
      List<Map.Entry<String, String>> fields, String agent, UnaryOperator<String> resolver) {
    List<RightsSignal> signals = new ArrayList<>();
    List<RslPointer> documents = new ArrayList<>();
    String usage = joined(fields, "content-usage");
    if (!usage.isEmpty()) {
      signals.add(new ContentUsage(SOURCE, "", usage));
    }
    String reservation = TdmReservation.together(values(fields, "tdm-reservation"));
    if (!reservation.isEmpty()) {
      String policy = values(fields, "tdm-policy").stream().findFirst().map(resolver).orElse("");
      signals.add(new TdmReservation(SOURCE, reservation, policy));
    }
    for (Map.Entry<String, String> field : fields) {
      if (field.getKey().equalsIgnoreCase("x-robots-tag")) {
        signals.addAll(RobotsDirectives.header(SOURCE, field.getValue(), agent));
      } else if (field.getKey().equalsIgnoreCase("link")) {
        links(field.getValue(), resolver, signals, documents);
      }
    }
    return new Declarations(signals, documents);
  }

  /** Whether the fields forbid {@code agent} to follow the page's links. */
  public static boolean forbidFollowing(List<Map.Entry<String, String>> fields, String agent) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase("x-robots-tag"))
        .anyMatch(field -> RobotsDirectives.forbidsFollowing(field.getValue(), agent));
  }

  private static void links(
      String value,
      UnaryOperator<String> resolver,
      List<RightsSignal> signals,
      List<RslPointer> documents) {
    int licenses = 0;
    int at = value.indexOf('<');
    while (at >= 0) {
      int close = value.indexOf('>', at);
      if (close < 0) {
        return;
      }
      int end = endOfLink(value, close + 1);
      String address = value.substring(at + 1, close).strip();
      Matcher parameter = PARAMETER.matcher(value.substring(close + 1, end));
      at = value.indexOf('<', end);
      String rel = "";
      String type = "";
      String anchor = "";
      while (parameter.find()) {
        String quoted = parameter.group(2);
        String text = quoted != null ? quoted : parameter.group(3);
        switch (parameter.group(1).toLowerCase(Locale.ROOT)) {
          case "rel" -> rel = rel.isEmpty() ? text : rel;
          case "type" -> type = type.isEmpty() ? text : type;
          case "anchor" -> anchor = anchor.isEmpty() ? text : anchor;
          default -> {}
        }
      }
      List<String> relations = List.of(rel.toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
      String target = resolver.apply(address);
      if (!relations.contains("license") || target.isEmpty()) {
        continue;
      }
      if (isRsl(type) ? documents.size() < MAX_LICENSES : licenses++ < MAX_LICENSES) {
        String scope = anchor.isEmpty() ? "" : resolver.apply(anchor);
        license(SOURCE, type, target, scope, signals, documents);
      }
    }
  }

  /** Where the parameters of a link end: at a comma, or where the next address begins. */
  private static int endOfLink(String value, int from) {
    int at = from;
    boolean quoted = false;
    while (at < value.length()) {
      char c = value.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '<')) {
        return at;
      }
      at++;
    }
    return at;
  }

  /**
   * The refusal that an answer's status is, with the price or the license that it asks for.
   *
   * @param fields header fields in the order received; names in any case
   */
  public static Declarations access(int status, List<Map.Entry<String, String>> fields) {
    if (!AccessStatus.refuses(status)) {
      return Declarations.NONE;
    }
    List<String> quotes = new ArrayList<>();
    for (Map.Entry<String, String> field : fields) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      String value = field.getValue().strip();
      boolean license = value.regionMatches(true, 0, "license", 0, "license".length());
      if (name.equals("crawler-price") || (name.equals("www-authenticate") && license)) {
        String quote = name + ": " + value;
        quotes.add(quote.length() > MAX_QUOTE ? quote.substring(0, MAX_QUOTE) : quote);
      }
    }
    String quote = String.join("; ", quotes.subList(0, Math.min(quotes.size(), MAX_QUOTES)));
    return new Declarations(List.of(new AccessStatus("http", status, quote)), List.of());
  }

  /** Takes the target of a license link: an RSL document or a license. */
  static void license(
      String source,
      String type,
      String target,
      String scope,
      List<RightsSignal> signals,
      List<RslPointer> documents) {
    if (isRsl(type)) {
      RslPointer pointer = new RslPointer(source, target);
      if (!documents.contains(pointer)) {
        documents.add(pointer);
      }
    } else {
      signals.add(new LicenseLink(source, target, SpdxLicense.normalize(target), scope));
    }
  }

  /**
   * Whether a link of that type names an RSL document, which may deny: no other takes its place.
   */
  static boolean isRsl(String type) {
    return type.strip().toLowerCase(Locale.ROOT).startsWith(RSL_TYPE);
  }

  /** The members of a list field that may be sent in one line or in several. */
  private static List<String> values(List<Map.Entry<String, String>> fields, String name) {
    return Stream.of(joined(fields, name).split(",", -1))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static String joined(List<Map.Entry<String, String>> fields, String name) {
    StringBuilder result = new StringBuilder();
    for (Map.Entry<String, String> field : fields) {
      if (field.getKey().equalsIgnoreCase(name)) {
        result.append(result.isEmpty() ? "" : ", ").append(field.getValue().strip());
      }
    }
    return result.toString();
  }
}
