package org.estover.tokenize.release;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The check that the files for look-ups say what the release's documents are: the list of hosts is
 * sorted and exactly theirs, every hash of its tree follows, indexes name every row once, and what
 * the content counts as dropped is listed.
 *
 * <p>Memory: open tables and a count for each rule, whatever the release's size. Time: some reads
 * for each document and each dropped one.
 */
final class LookupCheck {
  private final Release release;
  private final LookupFiles files;
  private final List<ReleasedShard> shards;

  LookupCheck(Release release) {
    this.release = release;
    files = release.manifest().lookup();
    shards = release.content().shards();
  }

  /** Runs it; throws at the first contradiction. */
  void run() throws IOException {
    HostsFile hosts = files.hosts();
    if (hosts != null) {
      try (HostTree tree = HostTree.open(release.place(), hosts)) {
        checkTree(tree);
        checkHosts(tree);
      }
    }
    checkTexts();
    checkDropped();
    ReleasedFile rejects = files.rejects();
    if (rejects != null) {
      RejectSamples.read(release.place(), rejects);
    }
  }

  private static void checkTree(HostTree tree) throws IOException {
    byte[] last = new byte[0];
    for (long index = 0; index < tree.hostCount(); index++) {
      ListedHost host = tree.host(index);
      byte[] key = HostOrder.key(host.host());
      require(tree, Arrays.compareUnsigned(last, key) < 0, "host " + index + " is not in order");
      require(
          tree,
          Arrays.equals(tree.subtree(0, index), host.leafHash()),
          "the leaf of host " + index + " is another's");
      last = key;
    }
    for (int level = 1; tree.hostCount() >>> level > 0; level++) {
      for (long number = 0; number < tree.hostCount() >>> level; number++) {
        byte[] left = tree.subtree(level - 1, 2 * number);
        byte[] right = tree.subtree(level - 1, 2 * number + 1);
        require(
            tree,
            Arrays.equals(tree.subtree(level, number), TreeHash.node(left, right)),
            "node " + number + " of level " + level + " does not follow from those below it");
      }
    }
    require(
        tree, tree.computedRoot().equals(tree.root()), "its root does not follow from its leaves");
  }

  /**
   * Every place is a document of its host, places ascend within a host, and there are as many as
   * documents with a host: so each such document has one.
   */
  private void checkHosts(HostTree tree) throws IOException {
    long documents = 0;
    for (ReleasedShard shard : shards) {
      try (DocumentTable table = release.documents(shard)) {
        for (long row = 0; row < table.rowCount(); row++) {
          documents += UriHost.of(table.uri(row)).isEmpty() ? 0 : 1;
        }
      }
    }
    require(
        tree,
        documents == tree.documentCount(),
        tree.documentCount() + " documents, the tables have " + documents + " with a host");
    try (SharedFiles<Integer, DocumentTable> tables =
        new SharedFiles<>(number -> release.documents(shards.get(number)))) {
      for (long index = 0; index < tree.hostCount(); index++) {
        checkHost(tree, tables, index);
      }
    }
  }

  private void checkHost(HostTree tree, SharedFiles<Integer, DocumentTable> tables, long index)
      throws IOException {
    ListedHost host = tree.host(index);
    long first = tree.firstPlace(index);
    HostTree.Place last = new HostTree.Place(-1, -1);
    long tokens = 0;
    for (long number = first; number < first + host.documents(); number++) {
      long own = number;
      HostTree.Place place = tree.place(number);
      boolean ascends =
          place.shard() > last.shard()
              || (place.shard() == last.shard() && place.row() > last.row());
      require(
          tree,
          ascends
              && place.shard() < shards.size()
              && place.row() < shards.get(place.shard()).documents(),
          "place " + number + " is none or not in order");
      tokens +=
          tables.ask(
              place.shard(),
              table -> {
                String found = UriHost.of(table.uri(place.row()));
                require(tree, found.equals(host.host()), "place " + own + " is of " + found);
                return table.place(place.row()).tokens();
              });
      last = place;
    }
    require(
        tree,
        tokens == host.tokens(),
        host.host() + " has " + host.tokens() + " tokens, the tables say " + tokens);
  }

  private static void require(HostTree tree, boolean holds, String problem) throws IOException {
    if (!holds) {
      throw Errors.corrupt(tree.name(), problem);
    }
  }

  private void checkTexts() throws IOException {
    if (files.texts().isEmpty()) {
      return;
    }
    if (files.texts().size() != shards.size()) {
      throw Errors.corrupt(
          release.place().nameOf(Release.MANIFEST),
          files.texts().size() + " indexes of texts for " + shards.size() + " shards");
    }
    for (int number = 0; number < shards.size(); number++) {
      ReleasedShard shard = shards.get(number);
      try (TextDigests texts = TextDigests.open(release.place(), files.texts().get(number), shard);
          DocumentTable table = release.documents(shard)) {
        texts.verify(table);
      }
    }
  }

  private void checkDropped() throws IOException {
    if (files.dropped().isEmpty()) {
      return;
    }
    Map<Removal, Long> counts = new HashMap<>();
    for (Removal removal : release.content().removals()) {
      counts.put(new Removal(removal.stage(), removal.rule(), 1), 0L);
    }
    int bits = Integer.numberOfTrailingZeros(files.dropped().size());
    for (int number = 0; number < files.dropped().size(); number++) {
      int own = number;
      try (DroppedTable table = DroppedTable.open(release.place(), files.dropped().get(number))) {
        boolean[] misplaced = new boolean[1];
        table.verify(
            row -> {
              misplaced[0] |= DroppedTable.numberOf(DroppedTableWriter.key(row), bits) != own;
              count(counts, row);
            });
        if (misplaced[0]) {
          throw Errors.corrupt(table.name(), "it has a row of another table");
        }
      }
    }
    for (Removal removal : release.content().removals()) {
      long found = counts.getOrDefault(new Removal(removal.stage(), removal.rule(), 1), 0L);
      if (found != removal.documents()) {
        throw Errors.corrupt(
            release.place().nameOf(files.dropped().get(0).file().name()),
            found
                + " documents dropped by "
                + removal.rule()
                + " in "
                + removal.stage()
                + ", the manifest says "
                + removal.documents());
      }
    }
  }

  /** Filters count by rule and reason, the other rules by rule. */
  private static void count(Map<Removal, Long> counts, DroppedDocument row) {
    Removal withReason = new Removal(row.stage(), row.rule() + ": " + row.reason(), 1);
    Removal byRule = new Removal(row.stage(), row.rule(), 1);
    counts.computeIfPresent(
        counts.containsKey(withReason) ? withReason : byRule, (rule, count) -> count + 1);
  }
}
