package org.estover.licensing.portal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.Append;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.AccessSegmentSealed;
import org.estover.ledger.log.ClaimDecided;
import org.estover.ledger.log.ClaimFiled;
import org.estover.ledger.log.ModelCheckpointRegistered;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Conditions;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.claim.Claim;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.release.DroppedDocument;
import org.estover.tokenize.release.RejectSamples;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseShardWriter;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.Removal;
import org.estover.tokenize.shard.TokenWidth;

/**
 * Makes a trust of the size that the portal must serve, for {@code infra/bench/portal}: one release
 * of many tiny documents, most of them from few of its {@value #HOSTS} sites, with its look-up
 * files; {@value #HOLDERS} rights holders, who are parties since two training runs read their
 * texts; statements of a month; and claims, decisions, weights and segments that fill the log up.
 */
final class LargeTrust {
  /** How many sites there are. */
  static final int HOSTS = 20_000;

  /** How many rights holders: each has two sites. */
  static final int HOLDERS = HOSTS / 2;

  private static final long SEED = 77;
  private static final int SEQUENCE_TOKENS = 256;
  private static final int SHARD_BITS = 2;
  private static final int DROPPED_TENTH = 10;
  private static final int GROUP = 500;
  private static final int SEQUENCES_PER_STEP = 64;
  private static final String RULE = "near-duplicate";
  private static final List<String> SOURCES = List.of("books", "web");
  private static final List<String> LICENSES = List.of("MIT", "CC0-1.0", "CC-BY-4.0", "CC-BY-4.0");
  private static final Period MONTH = Period.parse("2026-10");

  private final int documents;

  private LargeTrust(int documents) {
    this.documents = documents;
  }

  /** A document's place in the order of documents. */
  private static final class Keyed {
    private final byte[] key;
    private final int number;

    Keyed(byte[] key, int number) {
      this.key = key;
      this.number = number;
    }

    byte[] key() {
      return key;
    }

    int number() {
      return number;
    }
  }

  /** Makes it: a folder, how many documents, how many log entries. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    LargeTrust large = new LargeTrust(Integer.parseInt(arguments[1]));
    Path run = folder.resolve("run");
    if (!Files.exists(run.resolve("manifest.json"))) {
      Files.createDirectories(run);
      large.write(run);
    }
    large.found(folder, run, Integer.parseInt(arguments[2]));
  }

  /** The number of a document's site: few have many. */
  static int host(int document) {
    // 64 bits that follow from the number alone, as SplitMix64 mixes them.
    long mixed = document * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    double part = (mixed >>> 11) * 0x1.0p-53;
    return (int) (HOSTS * part * part * part);
  }

  /** The name of a site. */
  static String hostName(int host) {
    return "www.site" + host + ".test";
  }

  /** The URL of a document. */
  static String url(int document) {
    return "https://" + hostName(host(document)) + "/page/" + document;
  }

  /** The id of a document. */
  static String id(int document) {
    return "doc_" + SampleLookup.sha256("id " + document).substring(0, 32);
  }

  /** The text of a document. */
  static String text(int document) {
    return "Page " + document + " tells of hedges, commons and the old right of estover.\n";
  }

  /** The URL of a page that was left out, as it was a copy of that document. */
  static String droppedUrl(int document) {
    return "https://" + hostName(host(document)) + "/copy/" + document;
  }

  private static String holder(int document) {
    // Of some nobody knows whose they are.
    return document % 7 == 0 ? "" : "Holder " + host(document) / 2;
  }

  private static String source(int document) {
    return SOURCES.get(document % 3 == 0 ? 0 : 1);
  }

  private void write(Path folder) throws IOException {
    Tokenizer gpt2 = Tokenizer.gpt2();
    List<Keyed> sorted = new ArrayList<>(documents);
    for (int n = 0; n < documents; n++) {
      sorted.add(new Keyed(DocumentOrder.key(SEED, ReleasedDocument.idBytes(id(n))), n));
    }
    sorted.sort(Comparator.comparing(Keyed::key, Arrays::compareUnsigned));
    ReleaseDraft draft =
        new ReleaseDraft(
            "large",
            "cd".repeat(32),
            new TreeMap<>(),
            SampleLookup.identity(gpt2),
            SEED,
            SEQUENCE_TOKENS,
            SOURCES.stream()
                .map(name -> new ReleaseDraft.DraftSource(name, "1", SHARD_BITS))
                .toList(),
            List.of(new Removal("04-dedupe", RULE, documents / DROPPED_TENTH)),
            "ef".repeat(32),
            "");
    List<ReleasedShard> shards = new ArrayList<>();
    for (String source : SOURCES) {
      for (int number = 0; number < 1 << SHARD_BITS; number++) {
        shards.add(shard(folder, source, number, sorted, gpt2));
      }
    }
    say("%d documents in %d shards", documents, shards.size());
    List<DroppedDocument> dropped = dropped();
    SampleLookup.seal(folder, draft, shards, dropped, new RejectSamples(rejects(dropped)));
    say("sealed with its look-up files");
  }

  private static ReleasedShard shard(
      Path folder, String source, int number, List<Keyed> sorted, Tokenizer gpt2)
      throws IOException {
    try (ReleaseShardWriter writer =
        ReleaseShardWriter.create(
            folder,
            source,
            number,
            TokenWidth.forVocabulary(gpt2.vocabularySize()),
            gpt2.endOfText(),
            "attempt")) {
      for (Keyed each : sorted) {
        int n = each.number();
        if (source(n).equals(source) && DocumentOrder.shard(each.key(), SHARD_BITS) == number) {
          String text = text(n);
          writer.add(
              new ReleasedDocument(
                  id(n),
                  url(n),
                  source,
                  LICENSES.get(host(n) % LICENSES.size()),
                  holder(n),
                  "allowed",
                  SampleLookup.sha256(text)),
              gpt2.encode(text));
        }
      }
      return writer.finish();
    }
  }

  private static List<RejectSamples.Rule> rejects(List<DroppedDocument> dropped) {
    List<RejectSamples.Sample> samples =
        dropped.subList(0, RejectSamples.MOST).stream()
            .map(
                each ->
                    new RejectSamples.Sample(
                        each.document(),
                        each.uri(),
                        each.source(),
                        each.reason(),
                        each.survivor(),
                        "A copied page tells of hedges."))
            .toList();
    return List.of(new RejectSamples.Rule("04-dedupe", RULE, dropped.size(), samples));
  }

  private List<DroppedDocument> dropped() {
    List<DroppedDocument> dropped = new ArrayList<>();
    for (int n = 0; n < documents / DROPPED_TENTH; n++) {
      dropped.add(
          new DroppedDocument(
              "doc_" + SampleLookup.sha256("copy " + n).substring(0, 32),
              "04-dedupe",
              RULE,
              "",
              "web",
              droppedUrl(n),
              id(n),
              SampleLookup.sha256("copied text " + n)));
    }
    return dropped;
  }

  private void found(Path folder, Path run, int entries) throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC);
    LedgerSettings settings =
        LedgerSettings.of(clock, new SecureRandom()).withNewest(folder.resolve("ledger.newest"));
    SampleTrust.found(
        folder,
        settings,
        "The Large Commons",
        (trust, ledger) -> {
          live(trust, ledger, run, entries);
          return trust;
        });
  }

  private static void live(Trust trust, Ledger ledger, Path run, int entries) throws IOException {
    String release = trust.publish(run).releaseId();
    say("published %s", release);
    Offer offer = trust.publishOffer(offer());
    List<TrainingRun> runs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String developer =
          trust.registerDeveloper("Model Makers " + i, "legal@makers" + i + ".test").id();
      Agreement agreement =
          trust.sign(offer.id(), developer, "We agree.", LocalDate.of(2026, 1, 1), null);
      Grant grant = trust.grant(agreement.id(), release, "train");
      long steps =
          trust.releases().open(release).content().packedOrder().length() / SEQUENCES_PER_STEP;
      runs.add(trust.registerTrainingRun(grant.id(), "pretraining", steps - i, SEQUENCES_PER_STEP));
      trust.reportRevenue(agreement.id(), MONTH, Money.of(100_000_000_00L + i, "USD"), List.of());
    }
    say("%d statements", trust.issueStatements(MONTH).size());
    fill(ledger, trust, runs, entries);
    say("%d log entries", ledger.checkpoint().size());
  }

  private static Offer offer() {
    return new Offer(
        "standard",
        RateCard.parse("2%"),
        DistributionKey.parse("10% 20% 70%"),
        List.of("train"),
        new Scope(List.of("allowed"), List.of(Scope.ANY), List.of()),
        List.of(),
        Conditions.NONE);
  }

  /**
   * Fills the log up: claims and decisions on them, weights of training runs, segments of reads.
   */
  private static void fill(Ledger ledger, Trust trust, List<TrainingRun> runs, int entries)
      throws IOException {
    List<Party> holders =
        trust.parties().stream().filter(party -> party instanceof RightsHolder).toList();
    say("%d rights holders", holders.size());
    LocalDate filed = LocalDate.of(2026, 11, 1);
    String segment = "";
    long left = entries - ledger.checkpoint().size();
    int number = 0;
    while (left > 0) {
      List<Append> group = new ArrayList<>();
      while (group.size() < Math.min(left, GROUP)) {
        Party holder = holders.get(number % holders.size());
        Claim claim =
            new Claim(
                holder.id(),
                holder.name(),
                ClaimScope.parse("site" + number + ".test/author"),
                Ratio.ONE,
                filed);
        ModelCheckpoint weights =
            new ModelCheckpoint(
                runs.get(number % runs.size()).id(),
                number % 1000,
                SampleLookup.sha256("weights " + number));
        String next = "seg_" + SampleLookup.sha256("segment " + number).substring(0, 32);
        group.add(
            new Append(
                "claim/" + claim.id(),
                new ClaimFiled(claim.id(), claim.partyId()),
                new VaultPayload(claim.toJson(), List.of())));
        group.add(
            new Append(
                "claim-decided/" + claim.id(),
                new ClaimDecided(claim.id(), number % 3 == 0 ? "granted" : "refused"),
                VaultPayload.of(Map.of("evidence", "nothing there", "day", filed.toString()))));
        group.add(
            new Append(
                "model-checkpoint/" + weights.id(),
                new ModelCheckpointRegistered(
                    weights.id(), weights.trainingRunId(), weights.step(), weights.weightsSha256()),
                VaultPayload.EMPTY));
        group.add(
            new Append(
                "segment/" + next,
                new AccessSegmentSealed(
                    next, segment, 1000, 1 << 30, SampleLookup.sha256("root " + number)),
                VaultPayload.EMPTY));
        segment = next;
        number++;
      }
      List<Append> taken = group.subList(0, (int) Math.min(left, group.size()));
      ledger.appendAll(taken);
      left -= taken.size();
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(java.util.Locale.ROOT, format, values));
  }
}
