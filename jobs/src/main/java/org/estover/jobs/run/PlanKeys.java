package org.estover.jobs.run;

import static org.estover.jobs.run.PlanKey.choice;
import static org.estover.jobs.run.PlanKey.list;
import static org.estover.jobs.run.PlanKey.map;
import static org.estover.jobs.run.StageName.CRAWL;
import static org.estover.jobs.run.StageName.DEDUPE;
import static org.estover.jobs.run.StageName.EXTRACT;
import static org.estover.jobs.run.StageName.FILTER;
import static org.estover.jobs.run.StageName.RELEASE;
import static org.estover.jobs.run.StageName.SHARD;
import static org.estover.jobs.run.StageName.TOKENIZE;
import static org.estover.jobs.run.ValueKind.BOOLEAN;
import static org.estover.jobs.run.ValueKind.DECIMAL;
import static org.estover.jobs.run.ValueKind.DURATION;
import static org.estover.jobs.run.ValueKind.GLOB;
import static org.estover.jobs.run.ValueKind.INTEGER;
import static org.estover.jobs.run.ValueKind.NAME;
import static org.estover.jobs.run.ValueKind.PROFILES;
import static org.estover.jobs.run.ValueKind.SIZE;
import static org.estover.jobs.run.ValueKind.TEXT;
import static org.estover.jobs.run.ValueKind.URL;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.crawl.filter.Blocklists;
import org.estover.crawl.personal.PersonalKind;
import org.estover.crawl.quality.QualityModel;
import org.estover.dedupe.near.NearConfig;

/**
 * Every key that a plan may contain, with its default: the one list from which plans are read,
 * {@code infra/plans/plan.schema.json} and {@code infra/plans/defaults.yaml} are written.
 */
final class PlanKeys {
  /** As many digits as the kind allows. */
  private static final Bounds SEEDS_OF_ORDER = Bounds.NONE.to(999_999_999_999_999_999L);

  /** A sequence is read as one array. */
  private static final Bounds ARRAY = Bounds.from(1).to(1 << 30);

  /** One of the two factors of a signature's size. */
  private static final Bounds FACTOR = Bounds.from(1).to(NearConfig.SIGNATURE_LIMIT);

  static final PlanKey CORPUS =
      PlanKey.of(NAME, "corpus", "corpus", RELEASE, "Name of the corpus.").required();
  static final PlanKey TOKENIZER =
      PlanKey.of(TEXT, "tokenizer", "gpt2", TOKENIZE, "gpt2, or the path of a tokenizer.json.");

  static final PlanKey SILENCE =
      choice(
          "silence",
          List.of("no-reservation", "open-only"),
          "no-reservation",
          FILTER,
          "What becomes of documents whose page says nothing about rights.");

  /** These keys came after the first releases: where they are defaults, no digest names them. */
  static final PlanKey LATER_ROBOTS =
      map(
              "robots",
              FILTER,
              "Later robots.txt files, as site: file; they replace what was crawled of the sites'.")
          .withoutDigest();

  static final PlanKey AI_TOKENS =
      PlanKey.of(
              BOOLEAN,
              "ai-tokens",
              "false",
              FILTER,
              "Whether a robots.txt that disallows known training crawlers reserves training.")
          .withoutDigest();

  static final PlanKey LEGACY_LABELS =
      PlanKey.of(
              BOOLEAN,
              "legacy-labels",
              "true",
              FILTER,
              "Whether reservations under labels that AIPREF has withdrawn are honoured.")
          .withoutDigest();

  static final PlanKey MAX_DOCUMENT =
      PlanKey.of(SIZE, "max-document", "64MiB", FILTER, "Longer texts are dropped.")
          .within(Bounds.from(1));

  /** These keys came after the first releases: where they are defaults, no digest names them. */
  static final PlanKey URL_BLOCKLISTS =
      list(
              TEXT,
              "url-blocklists",
              FILTER,
              "Files of domains and URLs, one a line, whose documents are dropped.")
          .withoutDigest();

  static final PlanKey URL_WORDS =
      list(
              TEXT,
              "url-words",
              FILTER,
              "Files of words, one a line; documents are dropped whose URL has one of them.")
          .withoutDigest();

  static final PlanKey URL_SOFT_WORDS =
      list(
              TEXT,
              "url-soft-words",
              FILTER,
              "Files of words, one a line, of which only several drop a document by its URL.")
          .withoutDigest();

  static final PlanKey URL_SOFT_THRESHOLD =
      PlanKey.of(
              INTEGER,
              "url-soft-threshold",
              Integer.toString(Blocklists.SOFT_THRESHOLD),
              FILTER,
              "How many different ones of url-soft-words are several.")
          .within(Bounds.POSITIVE_INT)
          .withoutDigest();

  static final PlanKey URL_SUBWORDS =
      list(
              TEXT,
              "url-subwords",
              FILTER,
              "Files of parts of words, one a line, found anywhere in a URL's letters and digits.")
          .withoutDigest();

  static final PlanKey WORD_BLOCKLISTS =
      map(
              "word-blocklists",
              FILTER,
              "Files of words and phrases, as language: file, or any: file; texts with one are"
                  + " dropped.")
          .withoutDigest();

  static final PlanKey WORD_KEEP =
      PlanKey.of(
              DECIMAL,
              "word-blocklist-keep",
              "0",
              FILTER,
              "Share of the texts with such a word that stays all the same.")
          .within(Bounds.NONE.to(1))
          .withoutDigest();

  static final PlanKey WORD_SEED =
      PlanKey.of(INTEGER, "word-blocklist-seed", "0", FILTER, "Seed of which texts these are.")
          .within(SEEDS_OF_ORDER)
          .withoutDigest();

  static final PlanKey PERSONAL_ACTION =
      choice(
              "action",
              List.of("keep", "replace", "drop"),
              "keep",
              FILTER,
              "Whether personal data stays, is replaced, or drops the document.")
          .withoutDigest();

  static final PlanKey PERSONAL_KINDS =
      list(TEXT, "kinds", FILTER, "Kinds of personal data to look for; empty means email and ip.")
          .among(PersonalKind.labels())
          .withoutDigest();

  static final PlanKey PHONE_REGIONS =
      list(
              TEXT,
              "phone-regions",
              FILTER,
              "Countries (ISO 3166) whose telephone numbers are known without their +.")
          .withoutDigest();

  static final PlanKey PERSONAL_MOST =
      PlanKey.of(INTEGER, "most", "0", FILTER, "Places that drop leaves a document with.")
          .withoutDigest();

  static final PlanKey SOURCE_PERSONAL =
      choice(
              "personal-data",
              List.of("plan", "keep", "replace", "drop"),
              "plan",
              FILTER,
              "What becomes of personal data in the source, if not what the plan says.")
          .withoutDigest();

  static final PlanKey NEAR =
      PlanKey.of(
          BOOLEAN, "near", "true", DEDUPE, "Whether near-duplicates are dropped, not only equal.");
  static final PlanKey SHINGLE_WORDS =
      PlanKey.of(INTEGER, "shingle-words", "5", DEDUPE, "Words per shingle.")
          .within(Bounds.POSITIVE_INT);
  static final PlanKey BANDS =
      PlanKey.of(INTEGER, "bands", "24", DEDUPE, "Bands of a signature.").within(FACTOR);
  static final PlanKey BAND_ROWS =
      PlanKey.of(INTEGER, "rows", "5", DEDUPE, "Places per band.").within(FACTOR);
  static final PlanKey THRESHOLD =
      PlanKey.of(
              DECIMAL, "threshold", "0.75", DEDUPE, "Least Jaccard similarity of near-duplicates.")
          .within(Bounds.POSITIVE.to(1));

  static final PlanKey BASE =
      PlanKey.of(
          TEXT,
          "base",
          "",
          DEDUPE,
          "Folder of a release whose documents stay, whatever they resemble.");

  /** These keys came after the first releases: where they are defaults, no digest names them. */
  static final PlanKey BY_URL =
      PlanKey.of(
              BOOLEAN,
              "url",
              "false",
              DEDUPE,
              "Whether of the documents of one URL one stays, whatever they say.")
          .withoutDigest();

  static final PlanKey URL_DROPPED_PARAMETERS =
      list(
              TEXT,
              "url-dropped-parameters",
              DEDUPE,
              "Query parameters that make no other URL; utm_* means all that start so.")
          .withoutDigest();

  static final PlanKey SURVIVOR =
      choice(
              "survivor",
              List.of("priority", "newest", "first"),
              "priority",
              DEDUPE,
              "Of equal priority the smallest id stays, or the newest or the first capture.")
          .withoutDigest();

  static final PlanKey HOLD_OUT =
      PlanKey.of(
              DECIMAL,
              "hold-out",
              "0",
              DEDUPE,
              "Share of all clusters that is held out for validation, whole.")
          .within(Bounds.NONE.to(1))
          .withoutDigest();

  static final PlanKey HOLD_OUT_SEED =
      PlanKey.of(INTEGER, "hold-out-seed", "0", DEDUPE, "Seed of which clusters are held out.")
          .within(SEEDS_OF_ORDER)
          .withoutDigest();

  static final PlanKey PARAGRAPHS =
      choice(
              "paragraphs",
              List.of("none", "exact", "bloom"),
              "none",
              DEDUPE,
              "Whether paragraphs that an earlier document has are cut; a Bloom filter cuts a few"
                  + " more.")
          .withoutDigest();

  static final PlanKey LINES =
      choice(
              "lines",
              PARAGRAPHS.choices(),
              "none",
              DEDUPE,
              "Whether lines that an earlier document has are cut; a Bloom filter cuts a few more.")
          .withoutDigest();

  static final PlanKey SPANS =
      choice(
              "spans",
              List.of("none", "keep-one", "remove-all"),
              "none",
              DEDUPE,
              "Whether passages that stand elsewhere are cut: all but the first, or all.")
          .withoutDigest();

  static final PlanKey SPAN_BYTES =
      PlanKey.of(INTEGER, "span-bytes", "100", DEDUPE, "Least bytes of a passage that spans cuts.")
          .within(Bounds.from(1).to(1 << 20))
          .withoutDigest();

  static final PlanKey EVAL_SETS =
      map(
              "sets",
              FILTER,
              "Evaluation sets to compare documents with, as name: file (JSONL, or MMLU's CSV; .gz,"
                  + " .zst).")
          .withoutDigest();

  static final PlanKey EVAL_MAPPINGS =
      PlanKey.of(
              TEXT,
              "mappings",
              "",
              FILTER,
              "YAML file that says which fields of a set mean what, as evals.yaml does.")
          .withoutDigest();

  static final PlanKey EVAL_PROFILE =
      choice(
              "profile",
              List.of("default", "pile"),
              "default",
              FILTER,
              "By which rule: ours, or that of GPT-3 and the Pile.")
          .withoutDigest();

  static final PlanKey EVAL_ACTION =
      choice(
              "action",
              List.of("report", "drop"),
              "report",
              FILTER,
              "Whether documents that hold evaluation items are only told of, or dropped.")
          .withoutDigest();

  static final PlanKey EVAL_LIMIT =
      PlanKey.of(
              INTEGER,
              "limit",
              "20",
              FILTER,
              "Documents to name for each part of an item; all are counted.")
          .within(Bounds.POSITIVE_INT)
          .withoutDigest();

  static final PlanKey SEED =
      PlanKey.of(INTEGER, "seed", "0", SHARD, "Seed of the order of documents.")
          .within(SEEDS_OF_ORDER);
  static final PlanKey SEQUENCE_TOKENS =
      PlanKey.of(INTEGER, "sequence-tokens", "2048", RELEASE, "Length of a training sequence.")
          .within(ARRAY);

  static final PlanKey SHARD_TOKENS =
      PlanKey.of(
              INTEGER,
              "shard-tokens",
              "67108864",
              SHARD,
              "Tokens that a shard holds at most, about.")
          .within(Bounds.POSITIVE_INT);
  static final PlanKey TEXT_INDEX =
      PlanKey.of(
              BOOLEAN,
              "text-index",
              "false",
              SHARD,
              "Whether 06 indexes the text, so that trace finds any bytes; changes no release id.")
          .withoutDigest();

  static final PlanKey TYPE =
      choice(
              "type",
              List.of("web", "warc", "jsonl", "parquet", "archive", "documents"),
              "web",
              CRAWL,
              "Where the source's documents come from.")
          .required();
  static final PlanKey WEIGHT =
      PlanKey.of(DECIMAL, "weight", "1", RELEASE, "How often the source is seen in one pass.")
          .within(Bounds.POSITIVE);
  static final PlanKey PROFILE =
      PlanKey.of(
          PROFILES,
          "filter",
          "gopher-quality",
          FILTER,
          "Quality rules for the source, also of plug-ins; rights and size rules apply to all.");
  static final PlanKey CODE_PROFILE =
      PlanKey.of(PROFILES, "filter", "none", FILTER, PROFILE.meaning());
  static final PlanKey EXTRACTOR =
      PlanKey.of(
              TEXT,
              "extractor",
              "",
              EXTRACT,
              "Plug-in that extracts the texts of the media types that it takes.")
          .withoutDigest();

  /** The rule for languages came later: a plan without it has the digest it had. */
  static final PlanKey LANGUAGES =
      list(
              TEXT,
              "languages",
              FILTER,
              "Languages to keep, such as en or zh-Hans; empty means all, and none is asked.")
          .withoutDigest();

  static final PlanKey LANGUAGE_PROBABILITY =
      PlanKey.of(
              DECIMAL,
              "language-probability",
              "0.65",
              FILTER,
              "How likely a document has to be in one of the languages.")
          .within(Bounds.NONE.to(1))
          .withoutDigest();

  static final PlanKey LICENSE =
      PlanKey.of(TEXT, "license", "", CRAWL, "SPDX expression where a document names none.");
  static final PlanKey HOLDER =
      PlanKey.of(TEXT, "holder", "", CRAWL, "Rights holder where a document names none.");
  static final PlanKey PRIORITY =
      PlanKey.of(INTEGER, "priority", "100", DEDUPE, "Of duplicates the lowest priority stays.");

  static final PlanKey SEEDS = list(URL, "seeds", CRAWL, "URLs where the crawl starts.").required();
  static final PlanKey HOSTS =
      list(TEXT, "hosts", CRAWL, "Hosts the crawl may visit; empty means those of the seeds.");
  static final PlanKey EXCLUDE_PATHS =
      list(TEXT, "exclude", CRAWL, "Path patterns never fetched, as in robots.txt.");
  static final PlanKey MAX_PAGES =
      PlanKey.of(
              INTEGER,
              "max-pages",
              "10000",
              CRAWL,
              "Pages fetched at most; where a link level has more, each registered domain has its"
                  + " share.")
          .within(Bounds.POSITIVE_INT);
  static final PlanKey MAX_DEPTH =
      PlanKey.of(INTEGER, "max-depth", "20", CRAWL, "Links followed from a seed at most.");
  static final PlanKey MAX_PAGE =
      PlanKey.of(SIZE, "max-page", "64MiB", CRAWL, "Longer responses are cut, and dropped by 02.")
          .within(Bounds.from(1));
  static final PlanKey DELAY =
      PlanKey.of(
          DURATION,
          "delay",
          "1s",
          CRAWL,
          "Least time between two requests to a host; of public hosts 500ms at least.");
  static final PlanKey TIMEOUT =
      PlanKey.of(DURATION, "timeout", "30s", CRAWL, "Time for one page, to its last byte.")
          .within(Bounds.from(1));
  static final PlanKey CRAWL_SEED =
      PlanKey.of(INTEGER, "seed", "0", CRAWL, "Seed of the order of fetches within a link level.")
          .within(SEEDS_OF_ORDER);

  /** What a crawl puts up with came after the first releases, too. */
  static final PlanKey MAX_HOST_PAGES =
      PlanKey.of(INTEGER, "max-host-pages", "100000", CRAWL, "Pages of one host fetched at most.")
          .within(Bounds.POSITIVE_INT)
          .withoutDigest();

  static final PlanKey MAX_WIRE =
      PlanKey.of(
              SIZE,
              "max-wire",
              "64MiB",
              CRAWL,
              "Longer responses are cut, as they come over the wire.")
          .within(Bounds.from(1))
          .withoutDigest();

  static final PlanKey MAX_RATIO =
      PlanKey.of(
              INTEGER,
              "max-ratio",
              "200",
              CRAWL,
              "A response that unpacks to more times its size is dropped.")
          .within(Bounds.POSITIVE_INT)
          .withoutDigest();

  static final PlanKey MIN_RATE =
      PlanKey.of(
              SIZE,
              "min-rate",
              "64B",
              CRAWL,
              "Least bytes a second of a response, after its first ten seconds.")
          .withoutDigest();

  static final PlanKey MAX_HEADER =
      PlanKey.of(SIZE, "max-header", "256KiB", CRAWL, "Size of a response's header fields at most.")
          .within(Bounds.POSITIVE_INT)
          .withoutDigest();

  static final PlanKey MAX_HEADER_FIELDS =
      PlanKey.of(INTEGER, "max-header-fields", "500", CRAWL, "Header fields of a response at most.")
          .within(Bounds.POSITIVE_INT)
          .withoutDigest();

  static final PlanKey MAX_REDIRECTS =
      PlanKey.of(INTEGER, "max-redirects", "10", CRAWL, "Hops of one chain of redirects at most.")
          .withoutDigest();

  static final PlanKey MAX_PATH_SEGMENTS =
      PlanKey.of(INTEGER, "max-path-segments", "25", CRAWL, "URLs of longer paths are left out.")
          .within(Bounds.POSITIVE_INT)
          .withoutDigest();

  static final PlanKey MAX_SEGMENT_REPEATS =
      PlanKey.of(
              INTEGER,
              "max-segment-repeats",
              "3",
              CRAWL,
              "URLs that repeat a path segment more often are left out.")
          .within(Bounds.POSITIVE_INT)
          .withoutDigest();

  static final PlanKey MAX_QUERY_VARIANTS =
      PlanKey.of(INTEGER, "max-query-variants", "1000", CRAWL, "Queries of one path at most.")
          .within(Bounds.POSITIVE_INT)
          .withoutDigest();

  static final PlanKey YIELD_PAGES =
      PlanKey.of(
              INTEGER,
              "yield-pages",
              "32",
              CRAWL,
              "A site of so many pages in a row, or as many as ever said something new, that say"
                  + " nothing new is left; 0 is never.")
          .withoutDigest();

  static final PlanKey MAX_WAIT =
      PlanKey.of(
              DURATION,
              "max-wait",
              "10m",
              CRAWL,
              "How long one host may have the crawl wait by Retry-After, or a page wait for others,"
                  + " in total.")
          .within(Bounds.NONE.to(86_400_000))
          .withoutDigest();

  static final PlanKey MAX_RETRIES =
      PlanKey.of(
              INTEGER,
              "max-retries",
              "3",
              CRAWL,
              "How often a page is asked for again after Retry-After.")
          .within(Bounds.NONE.to(100))
          .withoutDigest();

  static final PlanKey SITEMAPS =
      PlanKey.of(
              BOOLEAN,
              "sitemaps",
              "true",
              CRAWL,
              "Whether pages that sitemaps list count as linked from the seeds.")
          .withoutDigest();

  static final PlanKey CONTACT =
      PlanKey.of(URL, "contact", "", CRAWL, "Page about the crawler, which its requests name.")
          .withoutDigest();

  static final PlanKey SINCE =
      list(
              TEXT,
              "since",
              CRAWL,
              "Folders of earlier crawls or runs, relative to the plan: what they hold is asked for"
                  + " only if it has changed.")
          .withoutDigest();

  static final PlanKey FILES =
      list(GLOB, "files", CRAWL, "Paths and globs, relative to the plan.").withoutDigest();
  static final PlanKey NEEDED_FILES = FILES.required();
  static final PlanKey MAVEN =
      map("maven", CRAWL, "Artifacts as group:artifact:version:classifier and their SHA-256.");
  static final PlanKey INCLUDE =
      list(GLOB, "include", CRAWL, "Globs of entries to read; empty means all.");
  static final PlanKey EXCLUDE = list(GLOB, "exclude", CRAWL, "Globs of entries to leave out.");
  static final PlanKey READER =
      PlanKey.of(
              TEXT,
              "reader",
              "",
              CRAWL,
              "Kind of the files, as \"estover read --list\" names it: wikipedia, jats...")
          .required();
  static final PlanKey READER_OPTIONS =
      map("options", CRAWL, "What the reader may be told, as name: value.");
  static final PlanKey ALIASES =
      PlanKey.of(
          TEXT, "license-aliases", "", CRAWL, "YAML file that maps raw license texts to SPDX.");

  /** Quality came after the first releases: without a model no digest names it. */
  static final PlanKey QUALITY_MODEL =
      PlanKey.of(
              TEXT,
              "model",
              "",
              FILTER,
              "Model that scores documents: of quality train, or fastText's .bin or .ftz.")
          .withoutDigest();

  static final PlanKey QUALITY_LABEL =
      PlanKey.of(
              TEXT,
              "label",
              QualityModel.HIGH_QUALITY,
              FILTER,
              "The model's label whose probability is the score.")
          .withoutDigest();

  static final PlanKey QUALITY_MIN =
      PlanKey.of(DECIMAL, "min", "0.5", FILTER, "Documents of a lower score are dropped.")
          .within(Bounds.NONE.to(1))
          .withoutDigest();

  static final List<PlanKey> RIGHTS_SECTION =
      List.of(SILENCE, LATER_ROBOTS, AI_TOKENS, LEGACY_LABELS);
  static final List<PlanKey> FILTER_SECTION =
      List.of(
          MAX_DOCUMENT,
          URL_BLOCKLISTS,
          URL_WORDS,
          URL_SOFT_WORDS,
          URL_SOFT_THRESHOLD,
          URL_SUBWORDS,
          WORD_BLOCKLISTS,
          WORD_KEEP,
          WORD_SEED);
  static final List<PlanKey> PERSONAL_SECTION =
      List.of(PERSONAL_ACTION, PERSONAL_KINDS, PHONE_REGIONS, PERSONAL_MOST);
  static final List<PlanKey> DEDUPE_SECTION =
      List.of(
          NEAR,
          SHINGLE_WORDS,
          BANDS,
          BAND_ROWS,
          THRESHOLD,
          BASE,
          BY_URL,
          URL_DROPPED_PARAMETERS,
          SURVIVOR,
          HOLD_OUT,
          HOLD_OUT_SEED,
          PARAGRAPHS,
          LINES,
          SPANS,
          SPAN_BYTES);
  static final List<PlanKey> EVALS_SECTION =
      List.of(EVAL_SETS, EVAL_MAPPINGS, EVAL_PROFILE, EVAL_ACTION, EVAL_LIMIT);
  static final List<PlanKey> ORDER_SECTION = List.of(SEED, SEQUENCE_TOKENS);
  static final List<PlanKey> RELEASE_SECTION = List.of(SHARD_TOKENS, TEXT_INDEX);
  static final List<PlanKey> SITE_SECTION = List.of(LICENSE, HOLDER, MAVEN);
  static final List<PlanKey> QUALITY_SECTION = List.of(QUALITY_MODEL, QUALITY_LABEL, QUALITY_MIN);
  static final List<PlanKey> FIELDS_SECTION =
      List.of(
          field("text", "text"),
          field("url", "url"),
          field("id", "id"),
          field("license", "license"),
          field("holder", ""),
          field("date", ""));

  private PlanKeys() {}

  /** The plan's sections beside its sources, in the order of {@code defaults.yaml}. */
  static SortedMap<String, List<PlanKey>> sections() {
    SortedMap<String, List<PlanKey>> sections = new TreeMap<>();
    sections.put("rights", RIGHTS_SECTION);
    sections.put("filter", FILTER_SECTION);
    sections.put("personal-data", PERSONAL_SECTION);
    sections.put("dedupe", DEDUPE_SECTION);
    sections.put("evals", EVALS_SECTION);
    sections.put("order", ORDER_SECTION);
    sections.put("release", RELEASE_SECTION);
    return sections;
  }

  /** The keys of the section called {@code name}. */
  static List<PlanKey> section(String name) {
    return Objects.requireNonNull(sections().get(name), name);
  }

  /** The keys of a source of {@code type}, those of the mappings inside it excepted. */
  static List<PlanKey> source(String type) {
    List<PlanKey> keys = new ArrayList<>();
    keys.add(TYPE);
    keys.add(WEIGHT);
    keys.add(type.equals("archive") ? CODE_PROFILE : PROFILE);
    keys.addAll(List.of(LANGUAGES, LANGUAGE_PROBABILITY));
    keys.addAll(List.of(SOURCE_PERSONAL, LICENSE, HOLDER, PRIORITY, EXTRACTOR));
    keys.addAll(
        switch (type) {
          case "web" ->
              List.of(
                  SEEDS,
                  HOSTS,
                  EXCLUDE_PATHS,
                  MAX_PAGES,
                  MAX_DEPTH,
                  MAX_PAGE,
                  DELAY,
                  TIMEOUT,
                  CRAWL_SEED,
                  MAX_HOST_PAGES,
                  MAX_WIRE,
                  MAX_RATIO,
                  MIN_RATE,
                  MAX_HEADER,
                  MAX_HEADER_FIELDS,
                  MAX_REDIRECTS,
                  MAX_PATH_SEGMENTS,
                  MAX_SEGMENT_REPEATS,
                  MAX_QUERY_VARIANTS,
                  YIELD_PAGES,
                  MAX_WAIT,
                  MAX_RETRIES,
                  SITEMAPS,
                  CONTACT,
                  SINCE);
          case "warc" -> List.of(NEEDED_FILES);
          case "jsonl", "parquet" -> List.of(NEEDED_FILES, ALIASES);
          case "archive" -> List.of(FILES, MAVEN, INCLUDE, EXCLUDE);
          case "documents" -> List.of(READER, NEEDED_FILES, READER_OPTIONS);
          default -> throw new IllegalArgumentException(type);
        });
    return keys;
  }

  /** Mappings inside a source of {@code type}. */
  static List<String> nested(String type) {
    return switch (type) {
      case "web" -> List.of("quality", "sites");
      case "jsonl", "parquet" -> List.of("fields", "quality");
      default -> List.of("quality");
    };
  }

  /** The keys of a mapping inside a source; those of each site, where it maps sites. */
  static List<PlanKey> nestedKeys(String nested) {
    return switch (nested) {
      case "sites" -> SITE_SECTION;
      case "fields" -> FIELDS_SECTION;
      case "quality" -> QUALITY_SECTION;
      default -> throw new IllegalArgumentException(nested);
    };
  }

  private static PlanKey field(String name, String fallback) {
    return PlanKey.of(
        TEXT, name, fallback, CRAWL, "Field that holds the " + name + "; dots go deeper.");
  }
}
