package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.decision.Decision;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.filter.Blocklists;
import org.estover.crawl.filter.DocumentSize;
import org.estover.crawl.filter.Filter;
import org.estover.crawl.filter.FilterChain;
import org.estover.crawl.filter.Filters;
import org.estover.crawl.filter.UrlBlocklist;
import org.estover.crawl.filter.UrlWords;
import org.estover.crawl.filter.Verdict;
import org.estover.crawl.filter.WordBlocklist;
import org.estover.crawl.language.LanguageFilter;
import org.estover.crawl.language.LanguageId;
import org.estover.crawl.personal.PersonalRule;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsVerdict;
import org.estover.crawl.source.Source;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.CompletionMark;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.jspecify.annotations.Nullable;

/**
 * 03-filter: a verdict on every document, row by row beside it: rights first, then what the trust
 * withdrew, then blocklists of URLs and words in them, then size, then the languages of the
 * document's source, then blocklists of words, then the filters and the model ({@link QualityRule})
 * of the source, last what it shares with the evaluation sets of the plan ({@link OverlapRule}).
 *
 * <p>What the filters leave of a document, and what stands in the place of personal data, is kept
 * beside it as edits ({@link EditRow}), which all later stages read it with.
 *
 * <p>Rights come first and before any comparison of documents, so that a reserved twin never evicts
 * an open copy. What is for sale is dropped with its offer recorded. So does the comparison with
 * evaluation sets: a document that holds one of their questions evicts no clean one that is near.
 */
public final class FilterJob implements Stage {
  /** The rule for what is for sale. */
  static final String LICENSE_REQUIRED = "license-required";

  /** The rule for what is reserved. */
  static final String RIGHTS_DENIED = "rights-denied";

  /** The rule for what the trust took down. */
  static final String WITHDRAWN = "withdrawn";

  private static final Set<String> RULES_THAT_NAME =
      Set.of(LICENSE_REQUIRED, RIGHTS_DENIED, WITHDRAWN, OverlapRule.RULE);

  @Override
  public StageName name() {
    return StageName.FILTER;
  }

  @Override
  public SortedMap<String, String> algorithms(RunPlan plan, Workplace workplace)
      throws IOException {
    SortedMap<String, String> versions = Stage.versions("rights-rule", "v1");
    // Which documents stay, and with which verdict, is what a release states: no need to say why.
    versions.put(BESIDE + "resolution", "v" + Resolution.VERSION);
    versions.put(BESIDE + "decision", "v1");
    versions.put(CompletionMark.WITHDRAWN, withdrawnDigest(workplace.withdrawn()));
    for (Source source : plan.sources()) {
      for (Filter filter : Filters.profile(source.filter())) {
        versions.merge(
            "filter-of-" + source.name(), filter.name(), (one, next) -> one + " " + next);
      }
    }
    plan.filter()
        .personalData()
        .forEach((source, rule) -> versions.put("personal-data-of-" + source, rule.name()));
    RunPlan.Blocklists lists = plan.filter().blocklists();
    if (!lists.urls().isEmpty()) {
      versions.put("url-blocklists", UrlBlocklist.NAME);
    }
    if (lists.hasUrlWords()) {
      versions.put("url-words", UrlWords.NAME);
    }
    if (!lists.words().isEmpty()) {
      boolean forAll = lists.words().keySet().equals(Set.of(WordBlocklist.ANY));
      versions.put(
          "word-blocklists",
          forAll ? WordBlocklist.NAME : WordBlocklist.NAME + " " + LanguageId.NAME);
    }
    if (FilterTask.edits(plan)) {
      versions.put("edits", EditRow.VERSION);
    }
    for (Map.Entry<String, RunPlan.QualityPlan> quality : plan.filter().quality().entrySet()) {
      versions.put("quality-of-" + quality.getKey(), QualityRule.version(quality.getValue()));
    }
    for (String source : plan.filter().languages().keySet()) {
      versions.put("languages-of-" + source, LanguageFilter.NAME + " " + LanguageId.NAME);
    }
    versions.putAll(Evaluations.versions(plan));
    return versions;
  }

  /** The verdict on a document's rights that a verdict of this stage rests on. */
  static String verdictOf(VerdictRow verdict) {
    if (verdict.rule().equals(LICENSE_REQUIRED)) {
      return "license-required";
    }
    return verdict.rule().equals(RIGHTS_DENIED) ? "denied" : "allowed";
  }

  /**
   * What a rule that dropped something is counted as: a filter's reasons are few and counted one by
   * one; those of the other rules hold names.
   */
  static String counted(String rule, String reason) {
    return RULES_THAT_NAME.contains(rule) ? rule : rule + ": " + reason;
  }

  /**
   * Whether what a rule has dropped may be quoted: not what rights or withdrawals forbid, nor what
   * holds evaluation items, which would be in the next crawl, nor personal data.
   */
  static boolean permitsQuotes(String rule) {
    return !RULES_THAT_NAME.contains(rule) && !rule.equals(PersonalRule.RULE);
  }

  /** SHA-256 in hex over the sorted names of withdrawals. */
  static String withdrawnDigest(SortedSet<String> names) {
    MessageDigest digest = Sha256.start();
    names.forEach(name -> digest.update(Bytes.counted(name)));
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public Sealed run(RunPlan plan, RunFolder folder, Workplace workplace) throws IOException {
    Path documents = folder.folder(StageName.EXTRACT).resolve("documents");
    Path verdicts = Files.createDirectories(folder.temporary(name()).resolve("verdicts"));
    long total = folder.report(StageName.EXTRACT).orElseThrow().unit(StageReport.BYTES).out();
    DecisionBasis basis = DecisionBasis.of(plan.rights(), folder);
    basis.write(folder.temporary(name()));
    Rules rules = Rules.of(plan, basis, workplace.withdrawn());
    QualityRule.check(plan);
    String edits =
        FilterTask.edits(plan)
            ? Files.createDirectories(folder.temporary(name()).resolve(EditedDocuments.FOLDER))
                .toString()
            : "";
    Comparison comparison =
        plan.evals().sets().isEmpty() ? null : new Comparison(plan.evals(), Evaluations.read(plan));
    OverlapRule overlap =
        comparison == null ? null : comparison.rule(workplace.engine(), folder.temporary(name()));
    try (Progress.Bar bar = workplace.progress().start(name(), StageReport.BYTES, total)) {
      Part done =
          workplace
              .engine()
              .forEach(
                  RowFile.in(documents),
                  bar,
                  new FilterTask(documents.toString(), verdicts.toString(), edits, rules, overlap));
      if (comparison != null && overlap != null) {
        comparison.write(workplace.engine(), documents, folder.temporary(name()), done.counts());
        overlap.items().destroy();
      }
      PersonalCounts.write(plan.filter().personalData(), done.counts(), folder.temporary(name()));
      bar.advanceTo(total);
      return new Sealed(done.reportOr(StageReport.empty(name())), done.rows().text());
    }
  }

  /** What the plan and the trust say, on its way to the tasks. */
  record Rules(
      DecisionBasis basis,
      TreeSet<String> withdrawn,
      long maxDocumentBytes,
      TreeMap<String, LanguageFilter> languages,
      TreeMap<String, String> profiles,
      TreeMap<String, PersonalRule> personalData,
      TreeMap<String, QualityRule> quality,
      RunPlan.Blocklists blocklists)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static Rules of(RunPlan plan, DecisionBasis basis, SortedSet<String> withdrawn) {
      TreeMap<String, String> profiles = new TreeMap<>();
      plan.sources().forEach(source -> profiles.put(source.name(), source.filter()));
      TreeMap<String, QualityRule> quality = new TreeMap<>();
      plan.filter().quality().forEach((source, each) -> quality.put(source, QualityRule.of(each)));
      return new Rules(
          basis,
          new TreeSet<>(withdrawn),
          plan.filter().maxDocumentBytes(),
          new TreeMap<>(plan.filter().languages()),
          profiles,
          new TreeMap<>(plan.filter().personalData()),
          quality,
          plan.filter().blocklists());
    }
  }

  /**
   * Judges the documents of a file.
   *
   * @param edits folder that gets what is left of the documents; "" where all are left whole
   * @param overlap null where documents are compared with nothing
   */
  record FilterTask(
      String from, String to, String edits, Rules rules, @Nullable OverlapRule overlap)
      implements Engine.FileTask<RowFile, Part> {
    private static final long serialVersionUID = 1L;

    /** Whether a plan has rules that may leave other text of a document than it has. */
    static boolean edits(RunPlan plan) {
      return plan.filter().personalData().values().stream().anyMatch(PersonalRule::replaces)
          || plan.sources().stream()
              .flatMap(source -> Filters.profile(source.filter()).stream())
              .anyMatch(Filter::edits);
    }

    @Override
    public Part run(RowFile file, LongAccumulator bytes) throws IOException {
      StageReport.Tally tally = new StageReport.Tally(StageName.FILTER);
      RowSum rows = RowSum.ZERO;
      Judge judge = new Judge(rules, LoadedBlocklists.of(rules.blocklists()));
      TreeMap<String, Long> counts = new TreeMap<>();
      try (RowReader<DocumentRow> documents = RowReader.open(DocumentRow.TYPE, file.at(from));
          OverlapRule.Judge last = overlap == null ? null : overlap.open(file);
          RowWriter<EditRow> left =
              edits.isEmpty() ? null : RowWriter.create(EditRow.TYPE, file.at(edits));
          RowWriter<VerdictRow> verdicts = RowWriter.create(VerdictRow.TYPE, file.at(to))) {
        for (DocumentRow row = documents.next(); row != null; row = documents.next()) {
          Judgement judgement = judge.judge(row);
          VerdictRow verdict = judgement.verdict();
          if (last != null) {
            verdict = last.judge(judgement.edits().applied(row), verdict);
          }
          verdicts.write(verdict);
          EditRow edit = verdict.keep() ? judgement.edits() : EditRow.NONE;
          rows = rows.plus(RowSum.of(Bytes.join(row.id(), VerdictRow.TYPE.canonical(verdict))));
          if (left != null) {
            left.write(edit);
          } else if (edit.isEdited()) {
            throw Errors.noEdits(row.source());
          }
          if (edit.isEdited()) {
            rows = rows.plus(RowSum.of(Bytes.join(row.id(), EditRow.TYPE.canonical(edit))));
          }
          long size = row.textSize();
          bytes.add(size);
          tally.in(StageReport.DOCUMENTS, 1).in(StageReport.BYTES, size);
          if (verdict.keep()) {
            tally.out(StageReport.DOCUMENTS, 1);
            judgement.count(size, tally);
            judgement.places().forEach((kind, places) -> PersonalCounts.add(counts, kind, places));
          } else {
            String rule = counted(verdict.rule(), verdict.reason());
            tally.dropped(rule, StageReport.DOCUMENTS, 1);
            tally.dropped(rule, StageReport.BYTES, size);
          }
        }
        if (last != null) {
          counts.putAll(last.commit());
        }
        if (left != null) {
          left.commit();
        }
        verdicts.commit();
      }
      return Part.of(tally.report(), rows, counts);
    }
  }

  /** Applies the rules in their order; the first that drops decides. */
  static final class Judge {
    private final Rules rules;
    private final Decider decider;
    private final WithdrawnSet withdrawn;
    private final Blocklists blocklists;
    private final Filter size;
    private final Map<String, SourceRules> profiles = new HashMap<>();
    private final Map<String, QualityRule.Judge> quality = new HashMap<>();

    /** Applies the rules of a plan that names no blocklists. */
    Judge(Rules rules) throws IOException {
      this(rules, Blocklists.NONE);
    }

    Judge(Rules rules, Blocklists blocklists) throws IOException {
      this.rules = rules;
      this.blocklists = blocklists;
      for (Map.Entry<String, QualityRule> rule : rules.quality().entrySet()) {
        quality.put(rule.getKey(), rule.getValue().judge());
      }
      this.decider = new Decider(rules.basis());
      this.withdrawn = WithdrawnSet.ofNames(rules.withdrawn());
      this.size = new DocumentSize(rules.maxDocumentBytes());
    }

    Judgement judge(DocumentRow row) {
      Decision decision = decider.decide(row.uri(), row.signals(), row.license());
      RightsVerdict declared = decision.declared();
      VerdictRow kept =
          new VerdictRow(
              true, "", "", declared.name(), declared.reason(), declared.offer(), decision.id());
      RightsVerdict rights = decision.verdict();
      if (rights instanceof RightsVerdict.LicenseRequired) {
        return Judgement.of(kept.dropped(LICENSE_REQUIRED, rights.offer() + " " + rights.reason()));
      }
      if (!(rights instanceof RightsVerdict.Allowed)) {
        return Judgement.of(kept.dropped(RIGHTS_DENIED, rights.reason()));
      }
      if (isWithdrawn(row)) {
        return Judgement.of(kept.dropped(WITHDRAWN, row.uri()));
      }
      if (blocklists.judgeUrl(row.uri()) instanceof Verdict.Drop drop) {
        return Judgement.of(kept.dropped(drop.rule(), drop.reason()));
      }
      Verdict bySize = size.judge(row.text());
      if (bySize instanceof Verdict.Drop drop) {
        return Judgement.of(kept.dropped(drop.rule(), drop.reason()));
      }
      LanguageFilter languages = rules.languages().get(row.source());
      if (languages != null && languages.judge(row.text()) instanceof Verdict.Drop drop) {
        return Judgement.of(kept.dropped(drop.rule(), drop.reason()));
      }
      Verdict byWords =
          blocklists.judgeText(
              row.text(),
              DocumentId.of(row.id()),
              () -> LanguageId.v2().identify(row.text())::isIn);
      if (byWords instanceof Verdict.Drop drop) {
        return Judgement.of(kept.dropped(drop.rule(), drop.reason()));
      }
      return profiles.computeIfAbsent(row.source(), this::profile).judge(row.text(), kept);
    }

    private boolean isWithdrawn(DocumentRow row) {
      return withdrawn.covers(DocumentId.of(row.id()).toString(), row.uri());
    }

    private SourceRules profile(String source) {
      return new SourceRules(
          FilterChain.of(Objects.requireNonNull(rules.profiles().get(source), source)),
          quality.get(source),
          rules.personalData().getOrDefault(source, PersonalRule.KEEP));
    }
  }
}
