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

  /** How much of a file is read; what stands behind may reserve anything. */
  public static final int MAX_BYTES = 500 * 1024;

  /** The file of a site that has none. */
  public static final TdmRepFile NONE = new TdmRepFile(List.of());

  private static final int TOO_MANY_REQUESTS = 429;
  private static final Rule RESERVED =
      new Rule(PathPattern.of("/"), new TdmReservation(TdmReservation.UNREAD_FILE, "1", ""));

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

  private record Rule(PathPattern location, TdmReservation reservation) {}

  /** The file of a site whose file cannot be had: as it may reserve anything, it reserves all. */
  public static TdmRepFile unreachable() {
    return new TdmRepFile(List.of(RESERVED));
  }

  /**
   * What an answer to the request for the file means: 2xx is read, 4xx says that there is none, and
   * whatever else leaves open what the site reserves: all of it.
   */
  public static TdmRepFile of(int status, byte[] body) {
    if (status >= 200 && status <= 299) {
      return parse(body);
    }
    boolean none = status >= 400 && status <= 499 && status != TOO_MANY_REQUESTS;
    return none ? NONE : unreachable();
  }

  /**
   * Reads the file; a file that is no array of rules states nothing, and of one that breaks off the
   * rules before the break hold. Of one that is longer than {@link #MAX_BYTES} the rules within
   * hold, and whatever they do not cover is reserved.
   */
  public static TdmRepFile parse(byte[] json) {
    List<Rule> rules = new ArrayList<>();
    boolean cut = json.length > MAX_BYTES;
    try (JsonParser parser = JSON.createParser(json, 0, Math.min(json.length, MAX_BYTES))) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return NONE;
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        rule(parser).ifPresent(rules::add);
      }
    } catch (IOException e) {
      // The rules before the break were read; the first that matches holds, so they are unchanged.
    }
    if (cut) {
      rules.add(RESERVED);
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
        : Optional.of(
            new Rule(
                PathPattern.of(location),
                new TdmReservation(TdmReservation.FILE, reservation, policy)));
  }

  /** The reservation of the first rule that covers {@code url}. */
  public Optional<TdmReservation> reservation(String url) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    String path = PathPattern.uniformPathOf(url);
    for (Rule rule : rules) {
      if (rule.location.matchesUniform(path, 0, path.length())) {
        return Optional.of(rule.reservation);
      }
    }
    return Optional.empty();
  }
}
