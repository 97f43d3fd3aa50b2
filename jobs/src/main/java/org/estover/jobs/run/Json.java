package org.estover.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** The JSON mapper of this package, which is safe for all threads. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** What {@code file} holds, as a tree. */
  static JsonNode tree(Path file, byte[] json) throws CorruptRunException {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw Errors.damaged(file, e);
    }
  }
}
