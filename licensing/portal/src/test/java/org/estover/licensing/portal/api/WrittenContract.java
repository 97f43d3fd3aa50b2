package org.estover.licensing.portal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The contract as tests read it, and answers held against it. */
final class WrittenContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> METHODS = List.of("get", "post", "put", "delete");

  private final JsonNode contract;

  private WrittenContract(JsonNode contract) {
    this.contract = contract;
  }

  static WrittenContract read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(WrittenContract.class.getResourceAsStream("/openapi.yaml"))) {
      return new WrittenContract(new YAMLMapper().readTree(in));
    }
  }

  /** Every operation, as {@code GET /v1/releases}, with its node. */
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new LinkedHashMap<>();
    contract
        .get("paths")
        .properties()
        .forEach(
            path -> {
              for (String method : METHODS) {
                if (path.getValue().has(method)) {
                  operations.put(
                      method.toUpperCase(Locale.ROOT) + " " + path.getKey(),
                      path.getValue().get(method));
                }
              }
            });
    return operations;
  }

  /** Fails unless an answer is one that the contract names for the operation. */
  void requireNamed(String operation, HttpResponse<String> answer) throws IOException {
    JsonNode responses = Objects.requireNonNull(operations().get(operation)).get("responses");
    String status = Integer.toString(answer.statusCode());
    JsonNode response = responses.has(status) ? responses.get(status) : responses.get("default");
    if (response.has("$ref")) {
      response = contract.at(response.get("$ref").asText().substring(1));
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    if (!response.has("content")) {
      assertThat(answer.body()).as(operation).isEmpty();
      return;
    }
    JsonNode content = response.get("content").get(type);
    assertThat(content).as("content of type " + type + " of " + operation).isNotNull();
    if (type.endsWith("json")) {
      boolean lines = type.endsWith("ndjson");
      for (String line : lines ? answer.body().lines().toList() : List.of(answer.body())) {
        if (!line.isEmpty()) {
          assertThat(schema(content.get("schema")).validate(JSON.readTree(line)))
              .as(operation + " answered " + line)
              .isEmpty();
        }
      }
    }
  }

  private JsonSchema schema(JsonNode schema) {
    ObjectNode root = JSON.createObjectNode();
    root.set("components", contract.get("components"));
    root.setAll((ObjectNode) schema.deepCopy());
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
  }
}
