package org.estover.licensing.portal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trust whose portal runs as a process of its own: what happens around the browser is done by the
 * commands that anybody would type, and by Hugging Face's own client. What they say is printed.
 *
 * <p>infra/checks/portal-stories writes the file that describes it: {@code address}; {@code
 * operators-links}, of its console; {@code estover}, the program, which runs in {@code folder} with
 * {@code ledger}, {@code run-dir} and {@code plan}; {@code hub}, the script for Node, and {@code
 * dataset}, what the portal calls the corpus there; {@code sites}, the folder that serves the
 * holders' hosts; and the {@link Cast}.
 */
final class RunningTrust implements StoryTrust {
  private static final int MINUTES = 10;
  private static final Pattern RELEASE = Pattern.compile("rel_[0-9a-f]{32}");

  private final Properties told;
  private final Deque<String> links;

  private RunningTrust(Properties told) {
    this.told = told;
    this.links = new ArrayDeque<>(List.of(of("operators-links").split(" ", -1)));
  }

  /** The trust that a file describes. */
  static RunningTrust read(Path file) throws IOException {
    Properties told = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      told.load(reader);
    }
    return new RunningTrust(told);
  }

  private String of(String name) {
    String value = told.getProperty(name);
    if (value == null) {
      throw new AssertionError("the file of portal.trust has no " + name);
    }
    return value;
  }

  @Override
  public URI address() {
    return URI.create(of("address"));
  }

  @Override
  public Cast cast() {
    return new Cast(
        of("offer"),
        of("holder"),
        of("own-page"),
        of("other-page"),
        of("command-page"),
        Integer.parseInt(of("steps")),
        Integer.parseInt(of("sequences")));
  }

  /** By a link that the console showed to the one who started it, each of which works once. */
  @Override
  public void admits(Person person, String fullName) {
    person.opens(links.remove());
    person.makesAnAccount(fullName);
    person.setsUpAnAuthenticator();
  }

  @Override
  public void writes(String host, String path, String text) throws IOException {
    Path file = Path.of(of("sites"), host, path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  @Override
  public void isRefused(String release, String token) throws IOException, InterruptedException {
    hub(release, token, "refused");
  }

  @Override
  public void loads(String release, String shard, String token)
      throws IOException, InterruptedException {
    Path stored =
        Path.of(of("folder")).resolve(of("ledger")).resolveSibling("releases").resolve(release);
    hub(release, token, stored.resolve(shard).toString());
  }

  private void hub(String release, String token, String expected)
      throws IOException, InterruptedException {
    run(
        Map.of("HF_TOKEN", "hf_" + token),
        List.of("node", of("hub"), of("address"), of("dataset"), release, expected));
  }

  @Override
  public void trains(String grant, String name) throws IOException, InterruptedException {
    estover(
        "training",
        "register",
        "--grant",
        grant,
        "--name",
        name,
        "--steps",
        of("steps"),
        "--batch",
        of("sequences"));
  }

  @Override
  public void settles(String month) throws IOException, InterruptedException {
    estover("statement", "--period", month);
  }

  @Override
  public void withdraws(String url) throws IOException, InterruptedException {
    estover("withdraw", url);
  }

  @Override
  public Optional<String> publishesAnew() throws IOException, InterruptedException {
    estover("run", of("plan"));
    Matcher published = RELEASE.matcher(estover("publish"));
    assertThat(published.find()).isTrue();
    return Optional.of(published.group());
  }

  private String estover(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(of("estover"));
    command.addAll(List.of(words));
    command.addAll(List.of("--ledger", of("ledger"), "--run-dir", of("run-dir")));
    return run(Map.of(), command);
  }

  /** Runs a command, which has to go well, and says what it said. */
  private String run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of(of("folder")).toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    String output = Files.readString(said);
    Files.delete(said);
    System.out.println("$ " + String.join(" ", command) + "\n" + output);
    assertThat(ended).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
