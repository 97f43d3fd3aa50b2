package org.estover.crawl.rights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Reads the rights signals of an HTML page: TDM and robots meta elements, license links, and RSL
 * that stands in the page itself.
 */
public final class HtmlSignals {
  private static final String META = "meta";
  private static final String RSL_TYPE = "application/rsl+xml";

  private HtmlSignals() {}

  /**
   * The declarations of a parsed page.
   *
   * @param url the page's URL
   * @param agent the crawler's product token
   * @param resolver makes a link's target absolute, or leaves it as it was written
   */
  public static Declarations read(
      Document page, String url, String agent, UnaryOperator<String> resolver) {
    List<RightsSignal> signals = new ArrayList<>();
    List<RslPointer> documents = new ArrayList<>();
    List<String> reservations = new ArrayList<>();
    String policy = "";
    for (Element element : page.getAllElements()) {
      switch (element.normalName()) {
        case "meta" -> {
          String name = element.attr("name").strip().toLowerCase(Locale.ROOT);
          String content = element.attr("content").strip();
          if (name.equals("tdm-reservation")) {
            reservations.add(content);
          } else if (name.equals("tdm-policy")) {
            policy = policy.isEmpty() ? content : policy;
          } else if (name.equals("robots") || name.equalsIgnoreCase(agent)) {
            signals.addAll(RobotsDirectives.meta(META, name, content, agent));
          }
        }
        case "script" -> {
          if (element.attr("type").strip().toLowerCase(Locale.ROOT).startsWith(RSL_TYPE)) {
            byte[] inline = element.data().strip().getBytes(StandardCharsets.UTF_8);
            signals.add(RslDocument.parse(inline).license("inline", url, url));
          }
        }
        case "link", "a" -> {
          if (element.hasAttr("rel")) {
            HeaderSignals.license(
                element.normalName().equals("link") ? "link" : "anchor",
                element.attr("rel"),
                element.attr("type"),
                resolver.apply(element.attr("href").strip()),
                signals,
                documents);
          }
        }
        default -> {}
      }
    }
    String reservation = TdmReservation.together(reservations);
    if (!reservation.isEmpty()) {
      signals.add(new TdmReservation(TdmReservation.META, reservation, policy));
    }
    return new Declarations(signals, documents);
  }
}
