package org.estover.jobs.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Has Maven copy artifacts into a folder, by one generated POM that names them all. */
final class MavenFetch {
  private static final String PLUGIN_VERSION = "3.9.0";
  private static final int LOG_LINES = 8;

  private final Path folder;
  private final String command;

  MavenFetch(Path folder, String command) {
    this.folder = folder;
    this.command = command;
  }

  /** Puts every artifact into the folder under its {@link Coordinate#fileName}. */
  void fetch(List<Coordinate> artifacts) throws IOException {
    Path work = Files.createDirectories(folder.resolve("fetch"));
    Path pom = work.resolve("pom.xml");
    Files.writeString(pom, pomFor(artifacts));
    Path log = work.resolve("maven.log");
    int exitCode = run(pom, log);
    if (exitCode != 0) {
      throw new IOException(Errors.mavenFailed(exitCode, log, lastLines(log)));
    }
    for (Coordinate artifact : artifacts) {
      Files.move(
          work.resolve("out").resolve(artifact.fileName()),
          folder.resolve(artifact.fileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private int run(Path pom, Path log) throws IOException {
    ProcessBuilder maven =
        new ProcessBuilder(command, "-B", "-ntp", "-f", pom.toString(), "dependency:copy")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    try {
      return maven.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Maven was running", e);
    } catch (IOException e) {
      throw new IOException(Errors.noMaven(command), e);
    }
  }

  private static String lastLines(Path log) throws IOException {
    List<String> errors =
        Files.readAllLines(log).stream().filter(line -> line.contains("ERROR")).toList();
    return String.join("\n", errors.subList(0, Math.min(LOG_LINES, errors.size())));
  }

  private static String pomFor(List<Coordinate> artifacts) {
    StringBuilder pom = new StringBuilder();
    pom.append("<project><modelVersion>4.0.0</modelVersion>\n");
    pom.append("<groupId>org.estover</groupId><artifactId>fetch</artifactId>");
    pom.append("<version>1</version><packaging>pom</packaging>\n");
    pom.append("<build><plugins><plugin><groupId>org.apache.maven.plugins</groupId>");
    pom.append("<artifactId>maven-dependency-plugin</artifactId>");
    pom.append("<version>").append(PLUGIN_VERSION).append("</version><configuration>\n");
    pom.append("<outputDirectory>${basedir}/out</outputDirectory><artifactItems>\n");
    for (Coordinate artifact : artifacts) {
      pom.append("<artifactItem>");
      element(pom, "groupId", artifact.group());
      element(pom, "artifactId", artifact.artifact());
      element(pom, "version", artifact.version());
      element(pom, "type", artifact.extension());
      if (!artifact.classifier().isEmpty()) {
        element(pom, "classifier", artifact.classifier());
      }
      element(pom, "destFileName", artifact.fileName());
      pom.append("</artifactItem>\n");
    }
    pom.append("</artifactItems></configuration></plugin></plugins></build></project>\n");
    return pom.toString();
  }

  private static void element(StringBuilder pom, String name, String value) {
    pom.append('<').append(name).append('>').append(value);
    pom.append("</").append(name).append('>');
  }
}
