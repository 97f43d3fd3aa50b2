package org.estover.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonShapeTest {

  private static final JsonShape SHAPE = JsonShape.of("a", "b", "c");

  @Test
  void anObjectOfAShapeIsTheObjectOfItsMembers() {
    JsonObject object = SHAPE.object(1, List.of("é"), Map.of("d", true));
    assertThat(object)
        .isEqualTo(JsonObject.of(Map.of("a", 1, "b", List.of("é"), "c", Map.of("d", true))));
    assertThat(JsonObject.parse(object.bytes())).isEqualTo(object);
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThatThrownBy(() -> JsonShape.of("a", "c", "b")).hasMessageContaining("[a, c, b]");
    assertThatThrownBy(() -> JsonShape.of("a", "a")).hasMessageContaining("[a, a]");
    assertThatThrownBy(() -> SHAPE.object(1, 2)).hasMessageContaining("2 values");
    assertThatThrownBy(() -> SHAPE.object(1, 2, 0.5)).hasMessageContaining("\"c\"");
  }

  @Test
  void bytesBehindOthersAreReadThere() {
    JsonObject object = SHAPE.object("x\n", "ü", "z".repeat(1000));
    byte[] behind = object.bytes(new byte[] {1, 2});
    assertThat(behind).startsWith(1, 2, '{').hasSize(2 + object.bytes().length);
    assertThat(JsonObject.parse(behind, 2)).isEqualTo(object);
    assertThatThrownBy(() -> JsonObject.parse(behind, behind.length + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
