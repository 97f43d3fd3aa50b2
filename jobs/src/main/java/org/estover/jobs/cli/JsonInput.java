package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.vault.Vault;

/**
 * Reads JSON that people wrote, in any form, as an object that has one form only; what the log's
 * JSON cannot hold is refused by its place.
 */
final class JsonInput {

  /** Leaves room for what stands around an object in a payload. */
  private static final int MAX_BYTES = Vault.MAX_PAYLOAD_BYTES - 1024;

  /** More than the log's JSON nests, which says so by itself, and few enough for any stack. */
  private static final int MAX_DEPTH = 100;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String file;

  private JsonInput(String file) {
    this.file = file;
  }

  /**
   * The object in a file.
   *
   * @throws UsageException if it is no JSON, no object, too large, or holds what the log's JSON
   *     cannot
   */
  static JsonObject object(Surroundings around, Path file) throws IOException {
    String shown = around.shown(file);
    if (Files.isDirectory(file)) {
      throw Errors.notAnObject(shown, "a folder");
    }
    requireFits(shown, Files.size(file));
    byte[] bytes = Files.readAllBytes(file);
    JsonNode tree;
    try {
      tree = MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw Errors.noJson(shown, line, e.getOriginalMessage());
    } catch (CharConversionException e) {
      throw Errors.noJson(shown, 1, String.valueOf(e.getMessage()));
    }
    if (!tree.isObject()) {
      throw Errors.notAnObject(
          shown, tree.isMissingNode() ? "nothing" : tree.getNodeType().toString());
    }
    Map<String, Object> members = new JsonInput(shown).members(tree, "");
    try {
      JsonObject object = JsonObject.of(members);
      // Its depth shows only when it is written; and UTF-16 can be shorter than UTF-8.
      requireFits(shown, object.bytes().length);
      return object;
    } catch (IllegalArgumentException e) {
      throw Errors.notInLog(shown, String.valueOf(e.getMessage()));
    }
  }

  private static void requireFits(String file, long bytes) throws UsageException {
    if (bytes > MAX_BYTES) {
      throw Errors.tooManyBytes(file, bytes, MAX_BYTES);
    }
  }

  private Map<String, Object> members(JsonNode object, String at) throws UsageException {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      members.put(member.getKey(), value(member.getValue(), at + "/" + member.getKey()));
    }
    return members;
  }

  private Object value(JsonNode node, String at) throws UsageException {
    if (node.isObject()) {
      return members(node, at);
    }
    if (node.isArray()) {
      List<Object> elements = new ArrayList<>();
      for (JsonNode element : node) {
        elements.add(value(element, at + "/" + elements.size()));
      }
      return elements;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong() && isExact(node.longValue())) {
      return node.longValue();
    }
    throw Errors.notInLog(
        file,
        at
            + ": found "
            + node
            + ", expected a string, true, false, a whole number below 2^53, an array or an object"
            + (node.isNumber() ? "; write it as a string" : "; leave the member out"));
  }

  private static boolean isExact(long number) {
    return number > -(1L << 53) && number < 1L << 53;
  }
}
