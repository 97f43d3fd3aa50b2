package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void membersOfAMapWithoutAnOrderStandByName() {
    Map<String, Object> item =
        Map.of("h", 1, "b", 2, "g", 3, "a", 4, "f", 5, "c", 6, "e", 7, "d", 8);
    assertThat(Json.text(Map.of("items", List.of(item))).replaceAll("\\s", ""))
        .isEqualTo(
            "{\"items\":[{\"a\":4,\"b\":2,\"c\":6,\"d\":8,\"e\":7,\"f\":5,\"g\":3,\"h\":1}]}");
  }

  @Test
  void membersOfAMapThatKeepsAnOrderStayInIt() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("z", 1);
    answer.put("a", Json.tree("{\"y\": [1, null], \"b\": 2}"));
    assertThat(Json.text(answer).replaceAll("\\s", ""))
        .isEqualTo("{\"z\":1,\"a\":{\"y\":[1,null],\"b\":2}}");
  }
}
