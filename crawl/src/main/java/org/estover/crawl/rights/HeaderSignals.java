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
 * Reads the rights signals of an HTTP response's header fields: {@code Content-Usage}, {@code
 * tdm-reservation}, {@code tdm-policy}, {@code X-Robots-Tag} and {@code Link} with {@code
 * rel=license}.
 */
public final class HeaderSignals {
  private static final String SOURCE = "header";
  private static final String RSL_TYPE = "application/rsl+xml";
  private static final Pattern LINK = Pattern.compile("<([^>]*)>((?:[^,\"<]|\"[^\"]*\")*)");
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
      String policy = values(fields, "tdm-policy").stream().findFirst().orElse("");
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

  private static void links(
      String value,
      UnaryOperator<String> resolver,
      List<RightsSignal> signals,
      List<RslPointer> documents) {
    Matcher link = LINK.matcher(value);
    while (link.find()) {
      String rel = "";
      String type = "";
      Matcher parameter = PARAMETER.matcher(link.group(2));
      while (parameter.find()) {
        String quoted = parameter.group(2);
        String text = quoted != null ? quoted : parameter.group(3);
        switch (parameter.group(1).toLowerCase(Locale.ROOT)) {
          case "rel" -> rel = rel.isEmpty() ? text : rel;
          case "type" -> type = type.isEmpty() ? text : type;
          default -> {}
        }
      }
      license(SOURCE, rel, type, resolver.apply(link.group(1).strip()), signals, documents);
    }
  }

  /** Takes a link whose relations include {@code license}: an RSL document or a license. */
  static void license(
      String source,
      String rel,
      String type,
      String target,
      List<RightsSignal> signals,
      List<RslPointer> documents) {
    List<String> relations = List.of(rel.toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
    if (!relations.contains("license") || target.isEmpty()) {
      return;
    }
    if (type.strip().toLowerCase(Locale.ROOT).startsWith(RSL_TYPE)) {
      documents.add(new RslPointer(source, target));
    } else {
      signals.add(new LicenseLink(source, target, SpdxLicense.normalize(target)));
    }
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
