package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.estover.crawl.filter.FilterPlugin;

/** Builds jars of plug-ins as their authors do, against nothing but the module they extend. */
final class PluginJar {
  private static final Path EXAMPLE = Path.of("..", "infra", "plugin-example", "src", "main");

  private PluginJar() {}

  /** Builds the example, with another version if one is named. */
  static void example(Path jar, String version) throws IOException {
    Path sources = Files.createTempDirectory(jar.resolveSibling("."), "sources");
    for (Path file : files(EXAMPLE)) {
      Path copy = sources.resolve(EXAMPLE.relativize(file).toString());
      Files.createDirectories(copy.resolveSibling("."));
      Files.writeString(copy, Files.readString(file).replace("\"v1\"", "\"" + version + "\""));
    }
    build(jar, sources.resolve("java"), sources.resolve("resources"));
  }

  /** Builds one class of the package {@code other}, which is a plug-in of a kind. */
  static void of(Path jar, Class<?> kind, String type, String source) throws IOException {
    Path sources = Files.createTempDirectory(jar.resolveSibling("."), "sources");
    Path services = Files.createDirectories(sources.resolve("resources/META-INF/services"));
    Files.createDirectories(sources.resolve("java"));
    Files.writeString(sources.resolve("java/" + type + ".java"), "package other;\n" + source);
    Files.writeString(services.resolve(kind.getName()), "other." + type + "\n");
    build(jar, sources.resolve("java"), sources.resolve("resources"));
  }

  private static void build(Path jar, Path sources, Path resources) throws IOException {
    Path classes = Files.createTempDirectory(jar.resolveSibling("."), "classes");
    List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "--release", "17"));
    arguments.addAll(List.of("-cp", home().toString(), "-d", classes.toString()));
    files(sources).forEach(file -> arguments.add(file.toString()));
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(exitCode).isZero();
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      Map<Path, List<Path>> parts = Map.of(classes, files(classes), resources, files(resources));
      for (Map.Entry<Path, List<Path>> part : parts.entrySet()) {
        for (Path each : part.getValue()) {
          ZipEntry entry = new ZipEntry(part.getKey().relativize(each).toString());
          entry.setTime(0);
          zip.putNextEntry(entry);
          zip.write(Files.readAllBytes(each));
        }
      }
    }
  }

  private static Path home() {
    try {
      return Path.of(
          FilterPlugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
