package org.estover.jobs.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.decision.DecisionRules;
import org.estover.crawl.decision.LaterRobots;
import org.estover.crawl.fetch.WebCrawler;
import org.estover.crawl.rights.ReadingRules;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.SilencePolicy;
import org.estover.jobs.run.CorruptRunException;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;

/**
 * What decisions about rights rest on beside the signals of each document, on its way to tasks:
 * policy, options, later robots.txt files, and the license documents that these name.
 *
 * <p>03-filter keeps its own beside its verdicts, so that they can be explained and compared.
 */
public record DecisionBasis(
    SilencePolicy silence,
    boolean legacyLabels,
    boolean aiTokens,
    TreeMap<String, byte[]> robots,
    TreeMap<String, byte[]> documents)
    implements Serializable {
  /** What holds where nothing was decided yet. */
  public static final DecisionBasis DEFAULT =
      new DecisionBasis(
          SilencePolicy.NO_RESERVATION, true, false, new TreeMap<>(), new TreeMap<>());

  /** What 03-filter keeps it in. */
  public static final String FILE = "rights.json";

  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * The basis of a policy.
   *
   * @param robots the bytes of later robots.txt files by the names of their sites
   * @param evidence where the license documents are that these files name
   */
  public static DecisionBasis of(DecisionRules rules, Map<String, byte[]> robots, Evidence evidence)
      throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>(robots);
    return new DecisionBasis(
        rules.silence(),
        rules.reading().legacyLabels(),
        rules.reading().aiTokens(),
        new TreeMap<>(files),
        new TreeMap<>(evidence.documents(LaterRobots.documentsNamed(files, WebCrawler.AGENT))));
  }

  static DecisionBasis of(RunPlan.RightsPlan plan, RunFolder run) throws IOException {
    return of(plan.rules(), plan.robots(), Evidence.of(run));
  }

  /** Policy and options. */
  public DecisionRules rules() {
    return new DecisionRules(silence, new ReadingRules(legacyLabels, aiTokens));
  }

  /** The later files, ready to be asked. */
  public LaterRobots later() {
    return robots.isEmpty()
        ? LaterRobots.NONE
        : new LaterRobots(robots, documents, WebCrawler.AGENT);
  }

  void write(Path stage) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("resolution", Resolution.VERSION);
    root.put("silence", DecisionRules.nameOf(silence));
    root.put("legacyLabels", legacyLabels);
    root.put("aiTokens", aiTokens);
    ObjectNode files = root.putObject("robots");
    robots.forEach(files::put);
    ObjectNode named = root.putObject("documents");
    documents.forEach(named::put);
    Files.writeString(stage.resolve(FILE), root.toPrettyString() + "\n");
  }

  /**
   * What the verdicts of a run's 03-filter rest on.
   *
   * @throws CorruptRunException if that is not there, or cannot be read
   */
  public static DecisionBasis of(RunFolder run) throws IOException {
    Path file = run.folder(StageName.FILTER).resolve(FILE);
    JsonNode root;
    try {
      root = JSON.readTree(run.beside(StageName.FILTER, FILE));
    } catch (JsonProcessingException e) {
      throw CorruptRunException.of(file, e);
    }
    boolean openOnly =
        root.path("silence").asText().equals(DecisionRules.nameOf(SilencePolicy.OPEN_ONLY));
    return new DecisionBasis(
        openOnly ? SilencePolicy.OPEN_ONLY : SilencePolicy.NO_RESERVATION,
        root.path("legacyLabels").asBoolean(true),
        root.path("aiTokens").asBoolean(false),
        files(root.path("robots")),
        files(root.path("documents")));
  }

  private static TreeMap<String, byte[]> files(JsonNode object) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : object.properties()) {
      files.put(file.getKey(), file.getValue().binaryValue());
    }
    return files;
  }
}
