package org.estover.jobs.run;

import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.decision.DecisionRules;
import org.estover.crawl.decision.LaterRobots;
import org.estover.crawl.language.LanguageFilter;
import org.estover.crawl.personal.PersonalRule;
import org.estover.crawl.source.Source;
import org.estover.dedupe.exact.UrlRule;
import org.estover.dedupe.span.SpanMode;

/**
 * What to build: one YAML file per corpus, read into a tree of records. Immutable.
 *
 * <p>Paths in a plan are relative to the plan's file. Threads, memory and the Spark master are
 * never part of a plan, because they must not change the output.
 *
 * @param file the plan's file, for messages
 * @param corpus name of the corpus
 * @param sources the sources in ascending order of their names
 * @param rights what becomes of documents by what their page declares
 * @param filter rules for the documents of every source
 * @param evals the evaluation sets that documents are compared with
 * @param dedupe which documents count as duplicates
 * @param tokenizer which tokenizer makes the tokens
 * @param order the order of training
 * @param release how the release is cut
 * @param settings every setting in its normal form, from which the digests are made
 * @param inputs the file patterns of the sources with their lines
 * @param artifacts the artifacts of a Maven repository that sources read
 */
public record RunPlan(
    Path file,
    String corpus,
    List<Source> sources,
    RightsPlan rights,
    FilterPlan filter,
    EvalsPlan evals,
    DedupePlan dedupe,
    TokenizerPlan tokenizer,
    OrderPlan order,
    ReleasePlan release,
    PlanSettings settings,
    List<PlanInput> inputs,
    List<PlanArtifact> artifacts) {
  public RunPlan {
    sources = List.copyOf(sources);
    inputs = List.copyOf(inputs);
    artifacts = List.copyOf(artifacts);
  }

  /**
   * Reads a plan.
   *
   * @throws PlanException if the plan is wrong; the message names file, line and cure
   */
  public static RunPlan load(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new PlanException(file + ": a folder; name the plan's file");
    }
    try {
      return parse(file, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new PlanException(file + ": no such plan; \"estover init\" writes one to start from");
    } catch (CharacterCodingException e) {
      throw new PlanException(file + ": a plan is text in UTF-8, and this file is not");
    }
  }

  /** Reads a plan from a text that stands (or would stand) in {@code file}. */
  public static RunPlan parse(Path file, String yaml) throws IOException {
    return new PlanReader(file).read(yaml);
  }

  /** SHA-256 in hex of the normalised plan: same digest + same inputs = same release id. */
  public String digest() {
    return settings.digest();
  }

  /** The settings that {@code stage} is the first to use, for its fingerprint. */
  public SortedMap<String, String> part(StageName stage) {
    return settings.part(stage);
  }

  /**
   * The files that the plan's patterns name today, by source and name.
   *
   * @throws PlanException if a pattern matches nothing or the tokenizer's file is absent
   */
  public List<InputFile> inputFiles() throws IOException {
    return InputFile.resolve(this);
  }

  /** A complaint about the files of a source, with the line that names them. */
  public PlanException wrongFiles(String source, String complaint) {
    int line =
        inputs.stream()
            .filter(input -> input.source().equals(source))
            .findFirst()
            .map(PlanInput::line)
            .orElse(1);
    return Errors.plan(file, line, complaint);
  }

  /** A complaint about a model, with the line that names it. */
  public PlanException wrongModel(QualityPlan model, String complaint) {
    return Errors.plan(file, model.line(), complaint);
  }

  /** The source called {@code name}. */
  public Source source(String name) {
    return sources.stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  /** The same plan whose artifacts have become files, with the terms their POMs state. */
  public RunPlan withArtifacts(List<ArtifactTerms> resolved) {
    return ArtifactTerms.apply(this, resolved);
  }

  /**
   * How rights verdicts are applied.
   *
   * @param rules what becomes of documents whose page says nothing, and how signals are read
   * @param robots the bytes of later robots.txt files, by the {@linkplain LaterRobots#site names}
   *     of their sites
   */
  public record RightsPlan(DecisionRules rules, SortedMap<String, byte[]> robots) {}

  /**
   * Rules for all sources.
   *
   * @param maxDocumentBytes longer texts (in UTF-8) are dropped
   * @param languages the rule for languages of each source that has one, by its name
   * @param personalData what becomes of it, by the name of the source; of others it is kept
   * @param quality the models that score the documents of sources, by the sources' names
   * @param blocklists what they name is dropped
   */
  public record FilterPlan(
      long maxDocumentBytes,
      SortedMap<String, LanguageFilter> languages,
      SortedMap<String, PersonalRule> personalData,
      SortedMap<String, QualityPlan> quality,
      Blocklists blocklists) {
    public FilterPlan {
      quality = Collections.unmodifiableSortedMap(new TreeMap<>(quality));
    }
  }

  /**
   * A model that scores documents.
   *
   * @param model its file
   * @param sha256 of the file, in hex
   * @param label the label whose probability is the score
   * @param min documents of a lower score are dropped, a decimal number
   * @param line the line of the plan that names the model
   */
  public record QualityPlan(Path model, String sha256, String label, String min, int line) {}

  /**
   * Lists of the user's that drop documents.
   *
   * @param urls of domains and URLs
   * @param urlWords of words one of which is enough in a URL
   * @param urlSoftWords of words of which so many different ones are as {@code urlSoftThreshold}
   * @param urlSubwords of what may stand nowhere in a URL's letters and digits
   * @param words of words and phrases in texts, by the BCP 47 tag of a language, or {@code any}
   * @param wordKeep the share of texts with such words that stays all the same
   * @param wordSeed of which these are
   */
  public record Blocklists(
      List<Blocklist> urls,
      List<Blocklist> urlWords,
      List<Blocklist> urlSoftWords,
      int urlSoftThreshold,
      List<Blocklist> urlSubwords,
      SortedMap<String, Blocklist> words,
      BigDecimal wordKeep,
      long wordSeed)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    public Blocklists {
      urls = List.copyOf(urls);
      urlWords = List.copyOf(urlWords);
      urlSoftWords = List.copyOf(urlSoftWords);
      urlSubwords = List.copyOf(urlSubwords);
      words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    }

    /** Whether words of URLs drop anything. */
    public boolean hasUrlWords() {
      return !(urlWords.isEmpty() && urlSoftWords.isEmpty() && urlSubwords.isEmpty());
    }
  }

  /** A file of the user's that names what is dropped, an entry a line. */
  public record Blocklist(String file, String sha256) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Which documents are compared with which evaluation sets.
   *
   * @param sets the sets, by name; none if documents are compared with nothing
   * @param mappings which fields of their records mean what; empty if those of GSM8K and HumanEval
   *     are enough
   * @param profile the rule's name
   * @param drops whether documents that hold items are dropped
   * @param limit the documents to name for each part of an item
   */
  public record EvalsPlan(
      List<EvalFile> sets, Optional<EvalFile> mappings, String profile, boolean drops, int limit) {
    public EvalsPlan {
      sets = List.copyOf(sets);
    }
  }

  /**
   * A file that a plan compares documents with, or that tells how to read others.
   *
   * @param name of the set
   * @param line the line of the plan that names it
   */
  public record EvalFile(String name, Path file, int line) {}

  /**
   * Which documents count as duplicates. Equal ones always do.
   *
   * @param near whether near-duplicates do, too
   * @param shingleWords words in a shingle
   * @param bands bands that a signature is cut into
   * @param rows hashes in a band
   * @param threshold least Jaccard similarity of near-duplicates, a decimal number
   * @param base folder of a release whose documents stay
   * @param urls what of URLs is left out, where documents of one URL count as duplicates
   * @param survivor which of the duplicates of the smallest priority stays
   * @param holdOut what is held out for validation
   * @param cuts what is cut from the documents that stay
   */
  public record DedupePlan(
      boolean near,
      int shingleWords,
      int bands,
      int rows,
      String threshold,
      Optional<Path> base,
      Optional<UrlRule> urls,
      Survivor survivor,
      Optional<HoldOutPlan> holdOut,
      CutPlan cuts) {}

  /**
   * What is held out for validation.
   *
   * @param share of all clusters, a decimal number above 0
   * @param seed of which ones
   */
  public record HoldOutPlan(String share, long seed) {}

  /** Which of the duplicates of the smallest priority stays. */
  public enum Survivor {
    /** That of the smallest id. */
    PRIORITY,
    /** The one that was captured last, then by id; without a date one comes last. */
    NEWEST,
    /** The one that was captured first, then by id; without a date one comes last. */
    FIRST
  }

  /**
   * What documents repeat and is cut from them.
   *
   * @param paragraphs how repeated paragraphs are found, of which all but the first are
   * @param lines how repeated lines are found, of which all but the first are
   * @param spans which passages are; empty if none
   * @param spanBytes how long these are at least
   */
  public record CutPlan(
      Repeated paragraphs, Repeated lines, Optional<SpanMode> spans, int spanBytes) {
    /** The chance that a Bloom filter takes a line or paragraph for another one. */
    public static final double FALSE_POSITIVES = 1e-5;

    /** How repeated lines or paragraphs are found. */
    public enum Repeated {
      /** They are not looked for. */
      NONE,
      /** All of them, and nothing else. */
      EXACT,
      /** All of them, and a few others: a Bloom filter tells which are known. */
      BLOOM;

      /** Whether they are looked for. */
      public boolean isAsked() {
        return this != NONE;
      }

      /** The chance that one is taken for another one. */
      public double falsePositives() {
        return this == BLOOM ? FALSE_POSITIVES : 0;
      }
    }

    /** Whether anything is cut. */
    public boolean any() {
      return paragraphs.isAsked() || lines.isAsked() || spans.isPresent();
    }
  }

  /**
   * Which tokenizer.
   *
   * @param file the tokenizer's file; empty means GPT-2's vocabulary
   * @param line the line of the plan that names it
   */
  public record TokenizerPlan(Optional<Path> file, int line) {}

  /**
   * The order of documents and the length of training sequences.
   *
   * @param seed what the order follows from
   * @param sequenceTokens tokens that one sequence feeds to training
   */
  public record OrderPlan(long seed, int sequenceTokens) {}

  /**
   * How a release is cut.
   *
   * @param shardTokens tokens per shard, about
   * @param textIndex whether each shard's text is indexed, too
   */
  public record ReleasePlan(long shardTokens, boolean textIndex) {}

  /**
   * A pattern of input files.
   *
   * @param source name of the source it belongs to
   * @param root the part of the pattern without wildcards, absolute
   * @param glob the rest of the pattern, below {@code root}; empty if it has no wildcards
   * @param written the pattern as it stands in the plan
   * @param line the line of the plan that names it
   */
  public record PlanInput(String source, Path root, String glob, String written, int line) {}

  /**
   * An artifact of a Maven repository that the plan names.
   *
   * @param source name of the source it belongs to
   * @param host host of the site whose pages it holds; empty if it is an archive to read
   * @param coordinate {@code group:artifact:version} or {@code group:artifact:version:classifier}
   * @param sha256 digest of the file in hex
   * @param line the line of the plan that names it
   */
  public record PlanArtifact(
      String source, String host, String coordinate, String sha256, int line) {}
}
