package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.Nulls;
import java.time.DateTimeException;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.estover.ledger.book.Money;
import org.estover.licensing.portal.access.PlainText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what programs send, strictly: what the contract does not name is refused. */
@Component
public final class Inputs {
  private final JsonMapper mapper;

  Inputs(JsonMapper mapper) {
    this.mapper =
        mapper
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // A field that is null is missing; an element that is null means nothing.
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .build();
  }

  /** The body as a record of the contract. */
  public <T> T read(byte[] body, Class<T> type) {
    try {
      requirePlain(body);
      T read = mapper.readValue(body, type);
      if (read == null) {
        throw Errors.unreadable("the body is null; send an object");
      }
      return read;
    } catch (JacksonException e) {
      throw Errors.unreadable("the body is not what the contract says: " + e.getOriginalMessage());
    }
  }

  private void requirePlain(byte[] body) {
    try (JsonParser parser = mapper.createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME) {
          OptionalInt wrong = PlainText.wrongIn(parser.getString());
          if (wrong.isPresent()) {
            throw Errors.unreadable(PlainText.refusal(wrong.getAsInt()));
          }
        }
      }
    }
  }

  /** A field that must be there. */
  public static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw Errors.missing(field);
    }
    return value;
  }

  /** What a field's text means; the reader's refusal is told to who sent it. */
  public static <T> T parsed(String field, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Errors.field(field, String.valueOf(e.getMessage()));
    }
  }

  /** An amount as the contract writes it. */
  static Money money(String field, @Nullable MoneyJson json) {
    MoneyJson given = required(field, json);
    String units = required(field + ".amountMinorUnits", given.amountMinorUnits());
    String currency = required(field + ".currency", given.currency());
    if (!units.matches("-?(0|[1-9][0-9]{0,18})")) {
      throw Errors.field(
          field + ".amountMinorUnits",
          "\"" + units + "\" is no whole number of minor units in a string, such as \"125000\"");
    }
    return parsed(field, () -> Money.of(Long.parseLong(units), currency));
  }
}
