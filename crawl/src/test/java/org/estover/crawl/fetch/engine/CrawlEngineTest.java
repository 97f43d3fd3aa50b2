package org.estover.crawl.fetch.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CrawlEngineTest {
  private static final Path FOLDER = Path.of("captures");

  @Test
  void whatTheEngineDeclaresIsAnErrorOfOperation() {
    assertThatThrownBy(
            () ->
                CrawlEngine.started(
                    FOLDER,
                    () -> {
                      throw new Exception("couldn't create the storage folder");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("crawl into captures: the engine could not start")
        .hasMessageContaining("storage folder");
  }

  @Test
  void aProgrammerErrorIsNotTakenForAnEngineThatCannotStart() {
    assertThatThrownBy(
            () ->
                CrawlEngine.started(
                    FOLDER,
                    () -> {
                      throw new IllegalStateException("no parser was set");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no parser was set");
  }
}
