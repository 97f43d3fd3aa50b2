package org.estover.crawl.fetch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One signature of an HTTP request (RFC 9421): which of its components are signed, with which
 * parameters, and the text that results.
 *
 * @param label the signature's name in the header fields
 * @param components component identifiers, as they stand in the signature base, and their values
 * @param parameters the signature's parameters, as structured fields write them
 */
record MessageSignature(
    String label, Map<String, String> components, Map<String, String> parameters) {
  MessageSignature {
    components = new LinkedHashMap<>(components);
    parameters = new LinkedHashMap<>(parameters);
  }

  /**
   * The inner list of what is signed, with its parameters: the member of {@code Signature-Input}.
   */
  String input() {
    StringBuilder input = new StringBuilder("(");
    input.append(String.join(" ", components.keySet())).append(')');
    parameters.forEach((name, value) -> input.append(';').append(name).append('=').append(value));
    return input.toString();
  }

  /** The text that is signed (section 2.5). */
  String baseText() {
    List<String> lines = new ArrayList<>();
    components.forEach((component, value) -> lines.add(component + ": " + value));
    lines.add("\"@signature-params\": " + input());
    return String.join("\n", lines);
  }

  /** The value of {@code Signature-Input}. */
  String inputField() {
    return label + "=" + input();
  }

  /** The value of {@code Signature}. */
  String signatureField(CrawlerKey key) {
    byte[] signature = key.sign(baseText().getBytes(StandardCharsets.US_ASCII));
    return label + "=:" + Base64.getEncoder().encodeToString(signature) + ":";
  }
}
