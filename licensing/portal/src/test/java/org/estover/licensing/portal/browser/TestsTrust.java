package org.estover.licensing.portal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.Walk;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;

/** The trust of the tests, in this process: what commands would do, its own classes do. */
final class TestsTrust implements StoryTrust {
  private static final PortalServer PORTAL = PortalServer.shared();

  /** Pages of the second release only, so that files of the first stay as other tests know them. */
  private static final Cast CAST =
      new Cast(
          "standard",
          SampleRelease.holder(68),
          SampleRelease.url(68),
          SampleRelease.url(77),
          SampleRelease.url(79),
          4,
          2);

  @Override
  public URI address() {
    return PORTAL.address();
  }

  @Override
  public Cast cast() {
    return CAST;
  }

  /** Its first operators are there already. */
  @Override
  public void admits(Person person, String fullName) {
    String account = fullName.replaceAll(" .*", "").toLowerCase(Locale.ROOT);
    PORTAL.member(account, Who.OPERATOR);
    person.signsIn(account + "@portal.test", PortalServer.password(), PORTAL.code(account));
  }

  @Override
  public void writes(String host, String path, String text) {
    PORTAL.places().file(host, path, text);
  }

  @Override
  public void isRefused(String release, String token) throws IOException, InterruptedException {
    Client program = PORTAL.from("203.0.113.200");
    String shard = SamplePages.shard(PORTAL, release);
    HttpResponse<String> refused =
        program.get("/download/" + release + "/" + shard, "Authorization", "Bearer " + token);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body()).contains("/licenses?release=" + release);
  }

  /** What a program does with the token: asks for the file, and is led to a link that is signed. */
  @Override
  public void loads(String release, String shard, String token)
      throws IOException, InterruptedException {
    Client program = PORTAL.from("203.0.113.200");
    String path = "/download/" + release + "/" + shard;
    HttpResponse<String> led = program.get(path, "Authorization", "Bearer " + token);
    assertThat(led.statusCode()).as(led.body()).isEqualTo(302);
    HttpResponse<byte[]> part =
        program.sendForBytes(
            program.request(program.location(led)).header("Range", "bytes=0-63").GET().build());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(64);
  }

  @Override
  public void trains(String grant, String name) throws IOException {
    PORTAL
        .bean(TrustDesk.class)
        .write(
            opened ->
                opened.trust().registerTrainingRun(grant, name, CAST.steps(), CAST.sequences()));
  }

  @Override
  public void settles(String month) throws IOException, InterruptedException {
    new Walk(PORTAL.as("operator0"))
        .send("/operator/statements", "/operator/statements", Map.of("period", month));
  }

  @Override
  public void withdraws(String url) throws IOException {
    PORTAL.bean(TrustDesk.class).write(opened -> opened.trust().withdraw(url));
  }

  /** Other tests know its two releases. */
  @Override
  public Optional<String> publishesAnew() {
    return Optional.empty();
  }
}
