package org.estover.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.estover.crawl.decision.DecisionRules;
import org.estover.crawl.decision.LaterRobots;
import org.estover.crawl.extract.ItemExtractor;
import org.estover.crawl.filter.Filters;
import org.estover.crawl.language.LanguageFilter;
import org.estover.crawl.language.LanguageId;
import org.estover.crawl.personal.PersonalData;
import org.estover.crawl.personal.PersonalKind;
import org.estover.crawl.personal.PersonalRule;
import org.estover.crawl.quality.QualityModel;
import org.estover.crawl.read.DocumentItems;
import org.estover.crawl.rights.ReadingRules;
import org.estover.crawl.rights.RobotsFile;
import org.estover.crawl.rights.SilencePolicy;
import org.estover.crawl.source.ArchiveSource;
import org.estover.crawl.source.Component;
import org.estover.crawl.source.DocumentSource;
import org.estover.crawl.source.FieldMapping;
import org.estover.crawl.source.JsonlSource;
import org.estover.crawl.source.LicenseAliases;
import org.estover.crawl.source.ParquetSource;
import org.estover.crawl.source.SiteTerms;
import org.estover.crawl.source.Source;
import org.estover.crawl.source.WarcSource;
import org.estover.crawl.source.WebSource;
import org.estover.dedupe.exact.UrlRule;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.SpanMode;

/** Turns a plan's text into a {@link RunPlan}; one reader reads one plan. */
final class PlanReader {
  private static final Pattern COORDINATE =
      Pattern.compile("[\\w.-]+:[\\w.-]+:[\\w.-]+(:[\\w.-]+)?");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final String GPT_2 = "gpt2";

  private final Path file;
  private final List<RunPlan.PlanInput> inputs = new ArrayList<>();
  private final List<RunPlan.PlanArtifact> artifacts = new ArrayList<>();
  private final SortedMap<String, String> personalActions = new TreeMap<>();
  private final SortedMap<String, RunPlan.QualityPlan> quality = new TreeMap<>();
  private final SortedMap<String, LanguageFilter> languages = new TreeMap<>();

  PlanReader(Path file) {
    this.file = file;
  }

  RunPlan read(String yaml) throws IOException {
    PlanSection root = PlanSection.root(file, PlanNode.parse(file, yaml));
    List<String> sections = new ArrayList<>(PlanKeys.sections().keySet());
    sections.add("sources");
    root.allow(List.of(PlanKeys.CORPUS, PlanKeys.TOKENIZER), sections);
    String corpus = root.one(PlanKeys.CORPUS);
    List<Source> sources = sources(root.section("sources"));
    RunPlan.RightsPlan rights = rights(section(root, "rights"));
    RunPlan.FilterPlan filter =
        filter(section(root, "filter"), personalData(section(root, "personal-data")));
    RunPlan.EvalsPlan evals = evals(section(root, "evals"));
    RunPlan.DedupePlan dedupe = dedupe(section(root, "dedupe"));
    RunPlan.TokenizerPlan tokenizer = tokenizer(root);
    RunPlan.OrderPlan order = order(section(root, "order"));
    RunPlan.ReleasePlan release = release(section(root, "release"));
    return new RunPlan(
        file,
        corpus,
        sources,
        rights,
        filter,
        evals,
        dedupe,
        tokenizer,
        order,
        release,
        root.settings(),
        inputs,
        artifacts);
  }

  private static PlanSection section(PlanSection root, String name) throws PlanException {
    return root.section(name).allow(PlanKeys.section(name), List.of());
  }

  private RunPlan.RightsPlan rights(PlanSection section) throws IOException {
    boolean openOnly = section.one(PlanKeys.SILENCE).equals("open-only");
    ReadingRules reading =
        new ReadingRules(
            Boolean.parseBoolean(section.later(PlanKeys.LEGACY_LABELS)),
            Boolean.parseBoolean(section.later(PlanKeys.AI_TOKENS)));
    return new RunPlan.RightsPlan(
        new DecisionRules(
            openOnly ? SilencePolicy.OPEN_ONLY : SilencePolicy.NO_RESERVATION, reading),
        laterRobots(section));
  }

  /** What the files say is part of the plan, where they lie is not. */
  private SortedMap<String, byte[]> laterRobots(PlanSection section) throws IOException {
    int line = section.lineOf(PlanKeys.LATER_ROBOTS);
    SortedMap<String, byte[]> files = new TreeMap<>();
    SortedMap<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, String> named : section.named(PlanKeys.LATER_ROBOTS).entrySet()) {
      String site =
          LaterRobots.site(named.getKey())
              .orElseThrow(() -> section.fail(line, Errors.noSite(named.getKey())));
      Path robots = relative(named.getValue(), line);
      if (!Files.isRegularFile(robots)) {
        throw section.fail(line, Errors.noSuchFile(named.getValue(), robots));
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(robots)) {
        bytes = in.readNBytes(RobotsFile.MAX_BYTES + 1);
      }
      if (files.put(site, bytes) != null) {
        throw section.fail(line, Errors.siteTwice(site));
      }
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      digests.put(site, new Digest("estover.robots.v1").add(text).hex());
    }
    if (!files.isEmpty()) {
      String text = Json.MAPPER.valueToTree(digests).toString();
      section.derive(PlanKeys.LATER_ROBOTS.name(), text, StageName.FILTER);
    }
    return files;
  }

  private RunPlan.FilterPlan filter(
      PlanSection section, SortedMap<String, PersonalRule> personalData) throws IOException {
    return new RunPlan.FilterPlan(
        section.number(PlanKeys.MAX_DOCUMENT),
        languages,
        personalData,
        quality,
        new BlocklistKeys(section, this::relative).read());
  }

  /** What becomes of personal data, by source; what only matters if it is looked for joins then. */
  private SortedMap<String, PersonalRule> personalData(PlanSection section) throws PlanException {
    String action = section.later(PlanKeys.PERSONAL_ACTION);
    List<String> kinds = new ArrayList<>(new TreeSet<>(section.many(PlanKeys.PERSONAL_KINDS)));
    List<String> regions = regions(section);
    int most = section.integer(PlanKeys.PERSONAL_MOST);
    SortedMap<String, PersonalRule> rules = new TreeMap<>();
    for (Map.Entry<String, String> source : personalActions.entrySet()) {
      String own = source.getValue().equals("plan") ? action : source.getValue();
      PersonalRule rule =
          new PersonalRule(
              PersonalRule.Action.of(own),
              kinds.isEmpty()
                  ? List.of(PersonalKind.EMAIL, PersonalKind.IP)
                  : kinds.stream().map(kind -> PersonalKind.of(kind).orElseThrow()).toList(),
              regions,
              most);
      if (rule.isAsked()) {
        rules.put(source.getKey(), rule);
      }
    }
    boolean drops = rules.values().stream().anyMatch(rule -> !rule.replaces());
    if (rules.isEmpty() && !(kinds.isEmpty() && regions.isEmpty())) {
      throw section.fail(section.line(), Errors.personalDataKept());
    }
    if (!drops && most > 0) {
      throw section.fail(
          section.lineOf(PlanKeys.PERSONAL_MOST),
          Errors.onlyWith(PlanKeys.PERSONAL_MOST, PlanKeys.PERSONAL_ACTION, "drop"));
    }
    if (!rules.isEmpty()) {
      section.derive(PlanKeys.PERSONAL_KINDS.name(), String.join(" ", kinds), StageName.FILTER);
      section.derive(PlanKeys.PHONE_REGIONS.name(), String.join(" ", regions), StageName.FILTER);
      section.derive(PlanKeys.PERSONAL_MOST.name(), Integer.toString(most), StageName.FILTER);
    }
    return rules;
  }

  private static List<String> regions(PlanSection section) throws PlanException {
    SortedSet<String> regions = new TreeSet<>();
    for (String region : section.many(PlanKeys.PHONE_REGIONS)) {
      if (!PersonalData.knowsRegion(region)) {
        throw section.fail(section.lineOf(PlanKeys.PHONE_REGIONS), Errors.noPhoneRegion(region));
      }
      regions.add(region);
    }
    return List.copyOf(regions);
  }

  /** What a model says is part of the plan, where it lies is not. */
  private void quality(String source, PlanSection section) throws IOException {
    section.allow(PlanKeys.QUALITY_SECTION, List.of());
    String written = section.one(PlanKeys.QUALITY_MODEL);
    String label = section.one(PlanKeys.QUALITY_LABEL);
    String min = section.one(PlanKeys.QUALITY_MIN);
    int line = section.lineOf(PlanKeys.QUALITY_MODEL);
    if (written.isEmpty()) {
      if (!label.equals(PlanKeys.QUALITY_LABEL.fallback())
          || !min.equals(PlanKeys.QUALITY_MIN.fallback())) {
        throw section.fail(section.line(), Errors.noQualityModel());
      }
      return;
    }
    Path model = relative(written, line);
    if (!Files.isRegularFile(model)) {
      throw section.fail(line, Errors.noSuchFile(written, model));
    }
    String sha256 = QualityModel.sha256Of(model);
    section.derive(PlanKeys.QUALITY_MODEL.name(), sha256, StageName.FILTER);
    section.derive(PlanKeys.QUALITY_LABEL.name(), label, StageName.FILTER);
    section.derive(PlanKeys.QUALITY_MIN.name(), min, StageName.FILTER);
    quality.put(source, new RunPlan.QualityPlan(model, sha256, label, min, line));
  }

  private void languages(String source, PlanSection section) throws PlanException {
    List<String> tags = section.many(PlanKeys.LANGUAGES);
    String probability = section.later(PlanKeys.LANGUAGE_PROBABILITY);
    if (tags.isEmpty()) {
      if (!probability.equals(PlanKeys.LANGUAGE_PROBABILITY.fallback())) {
        throw section.fail(
            section.lineOf(PlanKeys.LANGUAGE_PROBABILITY), Errors.probabilityWithoutLanguages());
      }
      return;
    }
    List<Integer> lines = section.linesOf(PlanKeys.LANGUAGES);
    for (int i = 0; i < tags.size(); i++) {
      if (!LanguageId.v2().knows(tags.get(i))) {
        throw section.fail(
            lines.get(i), Errors.unknownLanguage(tags.get(i), LanguageId.v2().languages()));
      }
    }
    List<String> sorted = tags.stream().distinct().sorted().toList();
    section.derive(
        PlanKeys.LANGUAGES.name(), Json.MAPPER.valueToTree(sorted).toString(), StageName.FILTER);
    languages.put(source, new LanguageFilter(sorted, Double.parseDouble(probability)));
  }

  private RunPlan.EvalsPlan evals(PlanSection section) throws PlanException {
    int line = section.lineOf(PlanKeys.EVAL_SETS);
    List<RunPlan.EvalFile> sets = new ArrayList<>();
    for (Map.Entry<String, String> set : section.named(PlanKeys.EVAL_SETS).entrySet()) {
      if (!ValueKind.NAME.allows(set.getKey())) {
        throw section.fail(line, Errors.badSetName(set.getKey()));
      }
      sets.add(new RunPlan.EvalFile(set.getKey(), relative(set.getValue(), line), line));
    }
    String written = section.one(PlanKeys.EVAL_MAPPINGS);
    int lineOfMappings = section.lineOf(PlanKeys.EVAL_MAPPINGS);
    Optional<RunPlan.EvalFile> mappings =
        written.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new RunPlan.EvalFile(
                    PlanKeys.EVAL_MAPPINGS.name(),
                    relative(written, lineOfMappings),
                    lineOfMappings));
    String profile = section.one(PlanKeys.EVAL_PROFILE);
    boolean drops = section.one(PlanKeys.EVAL_ACTION).equals("drop");
    if (sets.isEmpty() && (drops || mappings.isPresent())) {
      throw section.fail(section.line(), Errors.noEvalSets());
    }
    // A comparison that only reports changes no release, and where a set lies never does.
    if (drops) {
      List<String> names = sets.stream().map(RunPlan.EvalFile::name).toList();
      section.derive(PlanKeys.EVAL_ACTION.name(), "drop", StageName.FILTER);
      section.derive(PlanKeys.EVAL_PROFILE.name(), profile, StageName.FILTER);
      section.derive(PlanKeys.EVAL_SETS.name(), String.join(" ", names), StageName.FILTER);
    }
    return new RunPlan.EvalsPlan(
        sets, mappings, profile, drops, section.integer(PlanKeys.EVAL_LIMIT));
  }

  private RunPlan.DedupePlan dedupe(PlanSection section) throws PlanException {
    int bands = section.integer(PlanKeys.BANDS);
    int rows = section.integer(PlanKeys.BAND_ROWS);
    if ((long) bands * rows > NearConfig.SIGNATURE_LIMIT) {
      PlanKey written = section.has(PlanKeys.BANDS.name()) ? PlanKeys.BANDS : PlanKeys.BAND_ROWS;
      throw section.fail(section.lineOf(written), Errors.signatureTooLarge(bands, rows));
    }
    boolean near = Boolean.parseBoolean(section.one(PlanKeys.NEAR));
    String base = section.one(PlanKeys.BASE);
    Optional<Path> release =
        base.isEmpty()
            ? Optional.empty()
            : Optional.of(relative(base, section.lineOf(PlanKeys.BASE)));
    // The stage's fingerprint names the base by its id; its path is a location.
    section.derive(PlanKeys.BASE.name(), base.isEmpty() ? "" : "release", StageName.DEDUPE);
    return new RunPlan.DedupePlan(
        near,
        section.integer(PlanKeys.SHINGLE_WORDS),
        bands,
        rows,
        section.one(PlanKeys.THRESHOLD),
        release,
        urls(section),
        RunPlan.Survivor.valueOf(section.later(PlanKeys.SURVIVOR).toUpperCase(Locale.ROOT)),
        holdOut(section, near),
        cuts(section));
  }

  private static Optional<RunPlan.HoldOutPlan> holdOut(PlanSection section, boolean near)
      throws PlanException {
    String share = section.later(PlanKeys.HOLD_OUT);
    long seed = Long.parseLong(section.later(PlanKeys.HOLD_OUT_SEED));
    if (new BigDecimal(share).signum() == 0) {
      if (seed != 0) {
        throw section.fail(section.lineOf(PlanKeys.HOLD_OUT_SEED), Errors.seedWithoutHoldOut());
      }
      return Optional.empty();
    }
    if (!near) {
      throw section.fail(
          section.lineOf(PlanKeys.HOLD_OUT),
          Errors.onlyWith(PlanKeys.HOLD_OUT, PlanKeys.NEAR, "true"));
    }
    return Optional.of(new RunPlan.HoldOutPlan(share, seed));
  }

  private static Optional<UrlRule> urls(PlanSection section) throws PlanException {
    boolean asked = Boolean.parseBoolean(section.later(PlanKeys.BY_URL));
    List<String> dropped = section.many(PlanKeys.URL_DROPPED_PARAMETERS);
    if (!asked && !dropped.isEmpty()) {
      throw section.fail(
          section.lineOf(PlanKeys.URL_DROPPED_PARAMETERS),
          Errors.onlyWith(PlanKeys.URL_DROPPED_PARAMETERS, PlanKeys.BY_URL, "true"));
    }
    UrlRule rule = new UrlRule(dropped);
    if (!dropped.isEmpty()) {
      String named = Json.MAPPER.valueToTree(rule.droppedParameters()).toString();
      section.derive(PlanKeys.URL_DROPPED_PARAMETERS.name(), named, StageName.DEDUPE);
    }
    return asked ? Optional.of(rule) : Optional.empty();
  }

  private static RunPlan.CutPlan cuts(PlanSection section) throws PlanException {
    RunPlan.CutPlan.Repeated paragraphs = repeated(section.later(PlanKeys.PARAGRAPHS));
    RunPlan.CutPlan.Repeated lines = repeated(section.later(PlanKeys.LINES));
    String written = section.later(PlanKeys.SPANS);
    Optional<SpanMode> spans =
        switch (written) {
          case "none" -> Optional.empty();
          case "keep-one" -> Optional.of(SpanMode.KEEP_ONE);
          case "remove-all" -> Optional.of(SpanMode.REMOVE_ALL);
          default -> throw new AssertionError(written);
        };
    int spanBytes = Math.toIntExact(Long.parseLong(section.later(PlanKeys.SPAN_BYTES)));
    if (spans.isEmpty() && spanBytes != SpanConfig.DEFAULT.minBytes()) {
      throw section.fail(section.lineOf(PlanKeys.SPAN_BYTES), Errors.spanBytesWithoutSpans());
    }
    return new RunPlan.CutPlan(paragraphs, lines, spans, spanBytes);
  }

  private static RunPlan.CutPlan.Repeated repeated(String written) {
    return RunPlan.CutPlan.Repeated.valueOf(written.toUpperCase(Locale.ROOT));
  }

  private RunPlan.TokenizerPlan tokenizer(PlanSection root) throws PlanException {
    String name = root.one(PlanKeys.TOKENIZER);
    Optional<Path> path =
        name.equals(GPT_2)
            ? Optional.empty()
            : Optional.of(relative(name, root.lineOf(PlanKeys.TOKENIZER)));
    // The manifest names the tokenizer by the digest of its contents; its path is a location.
    root.derive(PlanKeys.TOKENIZER.name(), path.isPresent() ? "file" : GPT_2, StageName.TOKENIZE);
    return new RunPlan.TokenizerPlan(path, root.lineOf(PlanKeys.TOKENIZER));
  }

  private static RunPlan.OrderPlan order(PlanSection section) throws PlanException {
    return new RunPlan.OrderPlan(
        section.number(PlanKeys.SEED), section.integer(PlanKeys.SEQUENCE_TOKENS));
  }

  private static RunPlan.ReleasePlan release(PlanSection section) throws PlanException {
    return new RunPlan.ReleasePlan(
        section.integer(PlanKeys.SHARD_TOKENS),
        Boolean.parseBoolean(section.one(PlanKeys.TEXT_INDEX)));
  }

  private List<Source> sources(PlanSection section) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String name : section.names()) {
      if (!ValueKind.NAME.allows(name)) {
        throw section.fail(section.lineOf(name), Errors.badSourceName(name));
      }
      sources.add(source(name, section.section(name)));
    }
    if (sources.isEmpty()) {
      throw section.fail(section.line(), Errors.noSources());
    }
    sources.sort(Comparator.comparing(Source::name));
    return sources;
  }

  private Source source(String name, PlanSection section) throws IOException {
    String type = section.one(PlanKeys.TYPE);
    section.allow(PlanKeys.source(type), PlanKeys.nested(type));
    languages(name, section);
    Component component =
        new Component(
            name,
            section.one(PlanKeys.WEIGHT),
            profile(section, type.equals("archive") ? PlanKeys.CODE_PROFILE : PlanKeys.PROFILE),
            section.one(PlanKeys.LICENSE),
            section.one(PlanKeys.HOLDER),
            section.integer(PlanKeys.PRIORITY),
            extractor(section));
    personalActions.put(name, section.later(PlanKeys.SOURCE_PERSONAL));
    quality(name, section.section("quality"));
    return switch (type) {
      case "web" -> web(component, section);
      case "warc" -> new WarcSource(component, files(component, section, PlanKeys.NEEDED_FILES));
      case "jsonl" ->
          new JsonlSource(
              component,
              files(component, section, PlanKeys.NEEDED_FILES),
              fields(section.section("fields")),
              aliases(section));
      case "parquet" ->
          new ParquetSource(
              component,
              files(component, section, PlanKeys.NEEDED_FILES),
              fields(section.section("fields")),
              aliases(section));
      case "archive" -> archive(component, section);
      case "documents" -> documents(component, section);
      default -> throw new AssertionError(type);
    };
  }

  private static String profile(PlanSection section, PlanKey key) throws PlanException {
    String profile = section.one(key);
    Optional<String> unknown = Filters.unknown(profile);
    if (unknown.isPresent()) {
      throw section.fail(section.lineOf(key), Errors.notAmong(key, unknown.get(), Filters.known()));
    }
    return profile;
  }

  private static String extractor(PlanSection section) throws PlanException {
    String name = section.later(PlanKeys.EXTRACTOR);
    List<String> known = ItemExtractor.known();
    if (!name.isEmpty() && !known.contains(name)) {
      int line = section.lineOf(PlanKeys.EXTRACTOR);
      throw section.fail(
          line,
          known.isEmpty()
              ? Errors.noPlugins(PlanKeys.EXTRACTOR, name)
              : Errors.notAmong(PlanKeys.EXTRACTOR, name, known));
    }
    return name;
  }

  private WebSource web(Component component, PlanSection section) throws IOException {
    List<SiteTerms> sites = new ArrayList<>();
    PlanSection hosts = section.section("sites");
    for (String host : hosts.names()) {
      if (host.isBlank()) {
        throw hosts.fail(hosts.lineOf(host), Errors.emptyHost());
      }
      PlanSection site = hosts.section(host).allow(PlanKeys.SITE_SECTION, List.of());
      artifacts(component.name(), host, site);
      sites.add(new SiteTerms(host, site.one(PlanKeys.LICENSE), site.one(PlanKeys.HOLDER)));
    }
    List<String> since = new ArrayList<>();
    List<Integer> lines = section.linesOf(PlanKeys.SINCE);
    for (String folder : section.many(PlanKeys.SINCE)) {
      since.add(relative(folder, lines.get(since.size())).toString());
    }
    return new WebSource(component, CrawlSettings.read(section), sites, since);
  }

  private DocumentSource documents(Component component, PlanSection section) throws IOException {
    DocumentSource source =
        new DocumentSource(
            component,
            files(component, section, PlanKeys.NEEDED_FILES),
            section.one(PlanKeys.READER),
            section.named(PlanKeys.READER_OPTIONS));
    String version;
    try {
      version = DocumentItems.reader(source).version();
    } catch (IllegalArgumentException e) {
      throw section.fail(section.lineOf(PlanKeys.READER), String.valueOf(e.getMessage()));
    }
    // Another version of a reader makes other documents of the same files.
    section.derive("reader-version", version, StageName.CRAWL);
    return source;
  }

  private ArchiveSource archive(Component component, PlanSection section) throws IOException {
    artifacts(component.name(), "", section);
    List<String> files = files(component, section, PlanKeys.FILES);
    if (files.isEmpty() && !section.has(PlanKeys.MAVEN.name())) {
      throw section.fail(section.line(), Errors.missingKey(PlanKeys.FILES, component.name()));
    }
    return new ArchiveSource(
        component,
        files,
        section.many(PlanKeys.INCLUDE),
        section.many(PlanKeys.EXCLUDE),
        List.of());
  }

  private void artifacts(String source, String host, PlanSection section) throws PlanException {
    for (Map.Entry<String, String> named : section.named(PlanKeys.MAVEN).entrySet()) {
      int line = section.lineOf(PlanKeys.MAVEN);
      if (!COORDINATE.matcher(named.getKey()).matches()) {
        throw section.fail(line, Errors.badCoordinate(named.getKey()));
      }
      if (!SHA_256.matcher(named.getValue()).matches()) {
        throw section.fail(line, Errors.badSha256(named.getKey(), named.getValue()));
      }
      artifacts.add(new RunPlan.PlanArtifact(source, host, named.getKey(), named.getValue(), line));
    }
  }

  private List<String> files(Component component, PlanSection section, PlanKey key)
      throws PlanException {
    List<String> written = section.many(key);
    List<Integer> lines = section.linesOf(key);
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      RunPlan.PlanInput input = input(component.name(), key, written.get(i), lines.get(i));
      patterns.add(input.root().resolve(input.glob()).toString());
      inputs.add(input);
    }
    return patterns;
  }

  /** Splits a pattern, so that the plan's own folder may hold any character in its name. */
  private RunPlan.PlanInput input(String source, PlanKey key, String written, int line)
      throws PlanException {
    Path pattern = path(written, line);
    Path root = pattern;
    while (root != null && InputFile.hasWildcard(root)) {
      root = root.getParent();
    }
    int names = root == null ? 0 : root.getNameCount();
    String glob =
        names == pattern.getNameCount()
            ? ""
            : pattern.subpath(names, pattern.getNameCount()).toString();
    // A path drops slashes at its end, and with an escaped one a glob would be another.
    if (!glob.isEmpty() && !key.kind().allows(glob)) {
      throw Errors.plan(file, line, Errors.wrongKind(key, written));
    }
    Path folder = relative(root == null ? "" : root.toString(), line);
    return new RunPlan.PlanInput(source, folder, glob, written, line);
  }

  private static FieldMapping fields(PlanSection section) throws PlanException {
    section.allow(PlanKeys.FIELDS_SECTION, List.of());
    List<String> names = new ArrayList<>();
    for (PlanKey key : PlanKeys.FIELDS_SECTION) {
      names.add(section.one(key));
    }
    return new FieldMapping(
        names.get(0), names.get(1), names.get(2), names.get(3), names.get(4), names.get(5));
  }

  private LicenseAliases aliases(PlanSection section) throws IOException {
    String path = section.one(PlanKeys.ALIASES);
    SortedMap<String, String> expressions = new TreeMap<>();
    if (!path.isEmpty()) {
      Path aliasFile = relative(path, section.lineOf(PlanKeys.ALIASES));
      if (!Files.isRegularFile(aliasFile)) {
        throw section.fail(section.lineOf(PlanKeys.ALIASES), Errors.noSuchFile(path, aliasFile));
      }
      PlanNode.Mapping written = PlanNode.parse(aliasFile, Files.readString(aliasFile));
      for (Map.Entry<String, PlanNode.Entry> alias : written.entries().entrySet()) {
        if (!(alias.getValue().value() instanceof PlanNode.Scalar spdx)) {
          throw Errors.plan(
              aliasFile, alias.getValue().line(), "an alias is \"raw text: SPDX expression\"");
        }
        expressions.put(alias.getKey(), spdx.text());
      }
    }
    // What the aliases say is part of the plan, where they lie is not.
    section.derive(
        PlanKeys.ALIASES.name(), Json.MAPPER.valueToTree(expressions).toString(), StageName.CRAWL);
    return new LicenseAliases(expressions);
  }

  private Path relative(String path, int line) throws PlanException {
    return file.toAbsolutePath().resolveSibling(path(path, line)).normalize();
  }

  private Path path(String text, int line) throws PlanException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Errors.plan(file, line, Errors.noPath(text));
    }
  }
}
