package org.estover.jobs.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.estover.jobs.run.ArtifactTerms;
import org.estover.jobs.run.RunPlan;

/**
 * A folder of artifacts that Maven has fetched.
 *
 * <p>Every artifact is compared with the SHA-256 that the plan names, each time it is used. What is
 * there and right is not fetched again, so an interrupted download goes on where it stopped.
 */
public final class ArtifactCache {
  private final Path folder;
  private final MavenFetch maven;
  private final Consumer<String> news;

  /**
   * A cache in {@code folder}, which need not exist yet.
   *
   * @param mavenCommand the command that starts Maven
   * @param news takes a line for people when a download starts
   */
  public ArtifactCache(Path folder, String mavenCommand, Consumer<String> news) {
    this.folder = folder.toAbsolutePath();
    this.maven = new MavenFetch(this.folder, mavenCommand);
    this.news = news;
  }

  /**
   * Fetches what is absent, verifies everything, and returns each artifact with its POM's terms.
   *
   * @throws IOException if Maven fails or a file is not the one the plan names
   */
  public List<ArtifactTerms> resolve(RunPlan plan) throws IOException {
    if (plan.artifacts().isEmpty()) {
      return List.of();
    }
    Files.createDirectories(folder);
    List<Coordinate> wanted = new ArrayList<>();
    for (RunPlan.PlanArtifact artifact : plan.artifacts()) {
      Coordinate jar = Coordinate.jar(artifact.coordinate());
      dropIfWrong(jar, artifact.sha256());
      wanted.add(jar);
      wanted.add(jar.pom());
    }
    fetch(wanted);
    List<ArtifactTerms> terms = new ArrayList<>();
    Map<Coordinate, Pom> poms = fetchParents(wanted);
    for (RunPlan.PlanArtifact artifact : plan.artifacts()) {
      Coordinate jar = Coordinate.jar(artifact.coordinate());
      verify(plan, jar, artifact);
      PomTerms stated = PomTerms.of(jar.group(), chain(jar.pom(), poms));
      terms.add(new ArtifactTerms(artifact, path(jar), stated.license(), stated.holder()));
    }
    return terms;
  }

  private Path path(Coordinate artifact) {
    return folder.resolve(artifact.fileName());
  }

  private void fetch(List<Coordinate> wanted) throws IOException {
    List<Coordinate> absent =
        wanted.stream().distinct().filter(c -> !Files.exists(path(c))).toList();
    if (!absent.isEmpty()) {
      news.accept("fetching " + absent.size() + " files with Maven into " + folder);
      maven.fetch(absent);
    }
  }

  /** Fetches the parents of the POMs, level by level; returns all POMs. */
  private Map<Coordinate, Pom> fetchParents(List<Coordinate> wanted) throws IOException {
    Map<Coordinate, Pom> poms = new HashMap<>();
    List<Coordinate> level = wanted.stream().filter(c -> c.extension().equals("pom")).toList();
    while (!level.isEmpty()) {
      fetch(level);
      List<Coordinate> parents = new ArrayList<>();
      for (Coordinate child : level) {
        Pom pom = Pom.read(path(child));
        poms.put(child, pom);
        pom.parent().filter(parent -> !poms.containsKey(parent)).ifPresent(parents::add);
      }
      level = parents.stream().distinct().toList();
    }
    return poms;
  }

  private static List<Pom> chain(Coordinate first, Map<Coordinate, Pom> poms) {
    List<Pom> chain = new ArrayList<>();
    Optional<Coordinate> next = Optional.of(first);
    while (next.isPresent()) {
      Pom pom = poms.get(next.get());
      if (pom == null || chain.contains(pom)) {
        break;
      }
      chain.add(pom);
      next = pom.parent();
    }
    return chain;
  }

  private void dropIfWrong(Coordinate jar, String sha256) throws IOException {
    if (Files.exists(path(jar)) && !sha256(path(jar)).equals(sha256)) {
      Files.delete(path(jar));
    }
  }

  private void verify(RunPlan plan, Coordinate jar, RunPlan.PlanArtifact artifact)
      throws IOException {
    String actual = sha256(path(jar));
    if (!actual.equals(artifact.sha256())) {
      throw new IOException(Errors.wrongDigest(plan.file(), artifact, jar, actual));
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
