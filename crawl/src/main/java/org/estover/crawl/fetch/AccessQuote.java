package org.estover.crawl.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.estover.crawl.rights.AccessStatus;
import org.estover.crawl.warc.HttpField;

/**
 * What a site asks of crawlers before it shows a page: the terms of an answer 401, 402, 403 or 451.
 * It is written down for whoever wants to negotiate; nothing is paid, and no way around it is
 * tried.
 *
 * @param status the answer's status
 * @param price the price a request, as {@code crawler-price} names it, or ""
 * @param challenge what {@code WWW-Authenticate} asks for, such as {@code License error="..."}, or
 *     ""
 * @param links where licenses, terms and payment are explained, as the {@code Link} field names
 *     them, with the relation before each
 */
public record AccessQuote(int status, String price, String challenge, List<String> links) {
  /** Relations that lead to terms; {@code blocked-by} names who demanded a 451 (RFC 7725). */
  private static final List<String> RELATIONS =
      List.of("license", "terms-of-service", "payment", "blocked-by");

  private static final int MAX_LENGTH = 500;

  public AccessQuote {
    links = List.copyOf(links);
  }

  /** The quote in an answer, if it is one that refuses the page and names or may name terms. */
  public static Optional<AccessQuote> of(int status, List<HttpField> fields) {
    if (!AccessStatus.refuses(status)) {
      return Optional.empty();
    }
    List<String> links = new ArrayList<>();
    for (HttpField field : fields) {
      if (field.name().equalsIgnoreCase("Link")) {
        for (String link : field.value().split(",(?=\\s*<)", -1)) {
          link(link).ifPresent(links::add);
        }
      }
    }
    return Optional.of(
        new AccessQuote(
            status, value(fields, "crawler-price"), value(fields, "WWW-Authenticate"), links));
  }

  /**
   * The terms as lines of header fields, such as {@code crawler-price: USD 0.01}; none where the
   * answer refuses the page and names nothing.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!price.isEmpty()) {
      lines.add("crawler-price: " + price);
    }
    if (!challenge.isEmpty()) {
      lines.add("WWW-Authenticate: " + challenge);
    }
    for (String link : links) {
      int space = link.indexOf(' ');
      lines.add(
          "Link: <" + link.substring(space + 1) + ">; rel=\"" + link.substring(0, space) + "\"");
    }
    return lines;
  }

  private static Optional<String> link(String link) {
    int open = link.indexOf('<');
    int close = link.indexOf('>');
    String parameters = link.toLowerCase(Locale.ROOT);
    if (open < 0 || close < open) {
      return Optional.empty();
    }
    return RELATIONS.stream()
        .filter(relation -> parameters.indexOf(relation, close) > 0)
        .findFirst()
        .map(relation -> cut(relation + " " + link.substring(open + 1, close).strip()));
  }

  private static String value(List<HttpField> fields, String name) {
    List<String> values =
        fields.stream()
            .filter(field -> field.name().equalsIgnoreCase(name))
            .map(field -> field.value().strip())
            .toList();
    return cut(String.join(", ", values));
  }

  private static String cut(String text) {
    return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
  }
}
