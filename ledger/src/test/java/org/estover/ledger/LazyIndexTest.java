package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database takes seconds to start, so commands that ask nothing of it must not load it. */
final class LazyIndexTest {

  private static final List<String> DATABASE_JARS =
      List.of("hibernate", "jakarta.persistence", "HikariCP", "flyway", "h2-", "postgresql");

  @TempDir Path folder;

  @Test
  void appendingReadingAndAuditingLoadNoDatabase() throws Exception {
    try (URLClassLoader withoutDatabases = loaderWithoutDatabases()) {
      Class<?> use = withoutDatabases.loadClass(LightUse.class.getName());
      assertThat(use.getClassLoader()).isSameAs(withoutDatabases);
      assertThat(use.getMethod("run", Path.class).invoke(null, folder))
          .isEqualTo("2 facts, 0 findings");
      assertThatThrownBy(() -> withoutDatabases.loadClass("org.hibernate.SessionFactory"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  private static URLClassLoader loaderWithoutDatabases() throws Exception {
    List<Path> kept =
        Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
            .map(Path::of)
            .filter(
                path ->
                    DATABASE_JARS.stream()
                        .noneMatch(String.valueOf(path.getFileName())::startsWith))
            .toList();
    URL[] urls = new URL[kept.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = kept.get(i).toUri().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }
}
