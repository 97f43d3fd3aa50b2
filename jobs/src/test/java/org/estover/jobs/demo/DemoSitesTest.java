package org.estover.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.estover.jobs.run.ArtifactTerms;
import org.estover.jobs.run.RunPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoSitesTest {
  @TempDir private Path folder;

  @Test
  void sitesAreToldApartByNameAndDeclareTheirOwnRights() throws IOException {
    try (DemoSites sites =
        DemoSites.serve(List.of(site("lang.test"), site("junit.test"), site("joda.test")))) {
      assertThat(sites.connectTo())
          .hasSize(3)
          .allMatch(entry -> entry.matches("[a-z]+\\.test=127\\.0\\.0\\.1:[0-9]+"));
      assertThat(get(sites, "lang.test", "/")).contains("href=\"/lib-1.0/index.html\"");
      assertThat(get(sites, "lang.test", "/robots.txt")).contains("Disallow: */class-use/");
      assertThat(get(sites, "lang.test", "/lib-1.0/index.html"))
          .startsWith("HTTP/1.1 200")
          .contains("pages of lang.test")
          .doesNotContainIgnoringCase("Content-usage: train-ai=n");
      assertThat(get(sites, "junit.test", "/lib-1.0/index.html"))
          .contains("pages of junit.test")
          .containsIgnoringCase("Content-usage: train-ai=n");
      assertThat(get(sites, "joda.test", "/.well-known/tdmrep.json"))
          .contains("\"tdm-reservation\": 1");
    }
  }

  @Test
  void whatIsNotThereIsSaidSo() throws IOException {
    try (DemoSites sites = DemoSites.serve(List.of(site("lang.test")))) {
      assertThat(get(sites, "lang.test", "/lib-1.0/none.html")).startsWith("HTTP/1.1 404");
      assertThat(get(sites, "lang.test", "/other/index.html")).startsWith("HTTP/1.1 404");
      assertThat(get(sites, "elsewhere.test", "/")).startsWith("HTTP/1.1 421");
    }
  }

  private ArtifactTerms site(String host) throws IOException {
    Path jar = folder.resolve(host + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("index.html"));
      zip.write(("<p>pages of " + host).getBytes(StandardCharsets.UTF_8));
    }
    RunPlan.PlanArtifact artifact =
        new RunPlan.PlanArtifact("docs", host, "org.example:lib:1.0:javadoc", "0".repeat(64), 1);
    return new ArtifactTerms(artifact, jar, "MIT", "org.example");
  }

  /** The whole answer, head and body, as text. */
  private static String get(DemoSites sites, String host, String path) throws IOException {
    String entry = sites.connectTo().get(0);
    int port = Integer.parseInt(entry.substring(entry.lastIndexOf(':') + 1));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + ":80\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
