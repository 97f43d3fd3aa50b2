package org.estover.jobs.stage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tokens of each source, ends of text included, as 05-tokenize leaves them for 06-shard. */
final class SourceTokens {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SourceTokens() {}

  static void write(Path file, SortedMap<String, Long> tokens) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(tokens));
  }

  static SortedMap<String, Long> read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), new TypeReference<TreeMap<String, Long>>() {});
  }
}
