package org.estover.crawl.rights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A site's {@code /.well-known/tdmrep.json} (W3C TDM Reservation Protocol, section 6.1): rules of
 * which the first that matches a path holds.
 */
public final class TdmRepFile {
  /** Where a site keeps the file. */
  public static final String PATH = "/.well-known/tdmrep.json";

  /** The file of a site that has none. */
  public static final TdmRepFile NONE = new TdmRepFile(List.of());

  /** Site owners write these files by hand: a comma too many must not cost them their rights. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  private final List<Rule> rules;

  private TdmRepFile(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  private record Rule(PathPattern location, String reservation, String policy) {}

  /**
   * Reads the file; a file that is no array of rules states nothing, and of one that breaks off the
   * rules before the break hold.
   */
  public static TdmRepFile parse(byte[] json) {
    List<Rule> rules = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return NONE;
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        rule(parser).ifPresent(rules::add);
      }
    } catch (IOException e) {
      // The rules before the break were read; the first that matches holds, so they are unchanged.
    }
    return new TdmRepFile(rules);
  }

  private static Optional<Rule> rule(JsonParser parser) throws IOException {
    String location = "";
    String reservation = "";
    String policy = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value.isStructStart()) {
        parser.skipChildren();
        continue;
      }
      switch (name) {
        case "location" -> location = parser.getText();
        case "tdm-reservation" -> reservation = parser.getText();
        case "tdm-policy" -> policy = parser.getText();
        default -> {}
      }
    }
    return location.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rule(PathPattern.of(location), reservation, policy));
  }

  /** The reservation of the first rule that covers {@code url}. */
  public Optional<TdmReservation> reservation(String url) {
    String path = PathPattern.pathOf(url);
    return rules.stream()
        .filter(rule -> rule.location.matches(path))
        .findFirst()
        .map(rule -> new TdmReservation(TdmReservation.FILE, rule.reservation, rule.policy));
  }
}
