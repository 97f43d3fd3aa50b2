package org.estover.crawl.rights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The canonical one-line form of a signal, written and read. */
final class SignalLine {
  private final StringBuilder line = new StringBuilder();

  private SignalLine() {}

  static SignalLine of(String protocol, String source) {
    SignalLine result = new SignalLine();
    result.line.append(protocol).append(' ').append(encode(source));
    return result;
  }

  SignalLine field(String name, String value) {
    line.append(' ').append(name).append('=').append(encode(value));
    return this;
  }

  @Override
  public String toString() {
    return line.toString();
  }

  static RightsSignal read(String canonical) {
    String[] parts = canonical.split(" ", -1);
    if (parts.length < 2) {
      throw Errors.badLine(canonical, "protocol, source and fields");
    }
    String source = decode(parts[1]);
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 2; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 1) {
        throw Errors.badLine(canonical, "name=value in field " + (i - 1));
      }
      fields.put(parts[i].substring(0, equals), decode(parts[i].substring(equals + 1)));
    }
    return switch (parts[0]) {
      case RobotsRules.PROTOCOL ->
          new RobotsRules(
              source,
              field(fields, "agent", canonical),
              Boolean.parseBoolean(field(fields, "allowed", canonical)),
              fields.getOrDefault("rule", ""));
      case ContentUsage.PROTOCOL ->
          new ContentUsage(
              source, field(fields, "path", canonical), field(fields, "value", canonical));
      case ContentSignal.PROTOCOL -> new ContentSignal(source, field(fields, "value", canonical));
      case TdmReservation.PROTOCOL ->
          new TdmReservation(
              source, field(fields, "reservation", canonical), field(fields, "policy", canonical));
      case RslLicense.PROTOCOL -> {
        field(fields, "training", canonical);
        yield RslLicense.read(source, field(fields, "document", canonical), fields);
      }
      case RobotsMeta.PROTOCOL ->
          new RobotsMeta(
              source,
              field(fields, "agent", canonical),
              List.of(field(fields, "directives", canonical).split(",", -1)));
      case LicenseLink.PROTOCOL ->
          new LicenseLink(
              source,
              field(fields, "url", canonical),
              field(fields, "license", canonical),
              fields.getOrDefault("scope", ""));
      case AccessStatus.PROTOCOL ->
          new AccessStatus(source, status(fields, canonical), field(fields, "quote", canonical));
      case AiTokens.PROTOCOL ->
          new AiTokens(source, List.of(field(fields, "tokens", canonical).split(",", -1)));
      case AiTxt.PROTOCOL ->
          new AiTxt(
              source,
              field(fields, "rule", canonical),
              Boolean.parseBoolean(field(fields, "allowed", canonical)));
      case DescribedTerms.PROTOCOL -> new DescribedTerms(source, new TreeMap<>(fields));
      default -> throw Errors.badLine(canonical, "a known protocol");
    };
  }

  private static int status(Map<String, String> fields, String canonical) {
    String status = field(fields, "status", canonical);
    if (!status.matches("[0-9]{3}")) {
      throw Errors.badLine(canonical, "an HTTP status");
    }
    return Integer.parseInt(status);
  }

  private static String field(Map<String, String> fields, String name, String canonical) {
    String value = fields.get(name);
    if (value == null) {
      throw Errors.badLine(canonical, "the field " + name);
    }
    return value;
  }

  private static String encode(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '%' || c == 0x7f) {
        out.append('%').append(hex(c >> 4)).append(hex(c & 15));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  private static String decode(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    List<Byte> bytes = new ArrayList<>();
    byte[] raw = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%' && i + 2 < raw.length) {
        bytes.add((byte) Integer.parseInt(value(raw, i + 1), 16));
        i += 2;
      } else {
        bytes.add(raw[i]);
      }
    }
    byte[] plain = new byte[bytes.size()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = bytes.get(i);
    }
    return new String(plain, StandardCharsets.UTF_8);
  }

  private static String value(byte[] raw, int from) {
    return new String(raw, from, 2, StandardCharsets.US_ASCII);
  }
}
