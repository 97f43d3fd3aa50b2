package org.estover.ledger.simulation;

import java.util.List;

/** Mistakes that must be found. */
final class PlantedBugs {
  private PlantedBugs() {}

  /** Mistakes that the simulation must find. */
  static final List<PlantedBug> ALL =
      List.of(
          PlantedBug.of(
              "the vault's files are not synced",
              "log/DurableFiles.java",
              "content.writeTo(bytes -> operations.write(channel, bytes));"
                  + " operations.sync(channel); } if (at == 0)",
              "content.writeTo(bytes -> operations.write(channel, bytes)); } if (at == 0)"),
          PlantedBug.of(
              "the log's files are not synced",
              "log/DurableFiles.java",
              "operations.sync(channel); } operations.rename(unfinished, file);",
              "} operations.rename(unfinished, file);"),
          PlantedBug.of(
              "the folder is not synced after a rename",
              "log/DurableFiles.java",
              "operations.rename(unfinished, file); operations.syncFolder(folder);",
              "operations.rename(unfinished, file);"),
          PlantedBug.of(
              "a new file of the vault is not named durably",
              "log/DurableFiles.java",
              "if (at == 0) { operations.syncFolder(folder); }",
              ""),
          PlantedBug.of(
              "the folder of a new folder is not synced",
              "log/DurableFiles.java",
              "operations.createFolder(folder, secret); operations.syncFolder(parent);",
              "operations.createFolder(folder, secret);"),
          PlantedBug.of(
              "a failed sync is shrugged off",
              "log/DurableFiles.java",
              "operations.sync(channel); } operations.rename(unfinished, file);",
              "try { operations.sync(channel); } catch (IOException e) { unfinished.getFileName();"
                  + " } } operations.rename(unfinished, file);"),
          PlantedBug.of(
              "one byte too many is cut",
              "log/DurableFiles.java",
              "operations.truncate(channel, at);",
              "operations.truncate(channel, Math.max(0, at - 1));"),
          PlantedBug.of(
                  "it goes on after a failed write",
                  "log/DurableFiles.java",
                  "failure = e; throw Errors.writeFailed(e);",
                  "throw Errors.writeFailed(e);")
              .and("Writer.java", "stopped = true; try {", "stopped = false; try {")
              .and(
                  "log/DurableFiles.java",
                  "if (!done && failure == null) { failure = Errors.brokenOff(); }",
                  ""),
          PlantedBug.of(
                  "a failed write stops nobody but its own writer",
                  "Writer.java",
                  "if (stopped) { lock.stopForGood(); }",
                  "")
              .and(
                  "Writer.java",
                  "if (files.isStopped() || stopped) { lock.stopForGood(); } else if",
                  "if"),
          PlantedBug.of(
                  "the checkpoint comes before its tiles",
                  "log/TransparencyLog.java",
                  "publish(bundles); publish(tiles); Checkpoint",
                  "Checkpoint")
              .and(
                  "log/TransparencyLog.java",
                  "frontier = grown;",
                  "publish(bundles); publish(tiles); frontier = grown;"),
          PlantedBug.of(
              "the checkpoint is signed over the root before",
              "log/TransparencyLog.java",
              "grown.size(), grown.root());",
              "grown.size(), frontier.root());"),
          PlantedBug.of(
              "the last bundle is forgotten",
              "log/TransparencyLog.java",
              "bundle = tail; reader",
              "reader"),
          PlantedBug.of(
                  "partial tiles are removed though the full one is not there",
                  "log/PartialTiles.java",
                  "List<Tile> before = Tile.partials(from); before.removeAll(Tile.partials(to));",
                  "List<Tile> before = Tile.partials(to);")
              .and(
                  "log/PartialTiles.java",
                  "static final int KEPT = 16;",
                  "static final int KEPT = 1;"),
          PlantedBug.of(
              "a torn tail of the log is not cut",
              "log/TransparencyLog.java",
              "List<String> cut = cutTornTail(folder, reader.size(), files);",
              "List<String> cut = List.of();"),
          PlantedBug.of(
              "names in the log's folder are not synced at the start",
              "log/TransparencyLog.java",
              "files.syncFolders(List.of(folder));",
              ""),
          PlantedBug.of(
              "names in the vault are not synced at the start",
              "vault/Vault.java",
              "files.syncFolders(new TreeSet<>(found.stream().map(Vault::parent).toList()));",
              ""),
          PlantedBug.of(
              "a folder that was there is taken for durable",
              "log/DurableFiles.java",
              "if (!named.contains(folder) && parent != null",
              "if (named.contains(folder) && parent != null"),
          PlantedBug.of(
              "the newest checkpoint is not made durable at the start",
              "NewestCheckpoint.java",
              "files.syncFolders(folder == null ? List.of() : List.of(folder));",
              ""),
          PlantedBug.of(
              "the newest checkpoint is kept at the start only",
              "Writer.java",
              "lastTime = group.time(); newest.keep(log());",
              "lastTime = group.time();"),
          PlantedBug.of(
              "an old backup is not told",
              "Writer.java",
              "newest.requireContinued(key.verifier());",
              ""),
          PlantedBug.of(
              "erasing writes the file in its place",
              "vault/Vault.java",
              "files.publish( file(index), true, out -> { for",
              "files.append( file(index), 0, true, out -> { for"),
          PlantedBug.of(
              "after an erasure the end of the file is remembered",
              "vault/Vault.java",
              "next = -1; files.publish(",
              "files.publish("),
          PlantedBug.of(
              "an erasure loses those before it",
              "vault/Vault.java",
              "boolean gone = i == place || segment.isErased(i);",
              "boolean gone = i == place; if (segment.isErased(i)) { continue; }"),
          PlantedBug.of(
              "the place in the vault goes on behind a full file",
              "vault/Vault.java",
              "nextStart = place(next) == 0 ? 0 : end;",
              "nextStart = end;"),
          PlantedBug.of(
              "time goes back", "Writer.java", "now.isBefore(lastTime) ? lastTime : now", "now"),
          PlantedBug.of(
              "the time of the last entry is forgotten at the start",
              "Writer.java",
              "this.lastTime = entry.time();",
              ""),
          PlantedBug.of(
              "the keys are forgotten at the start",
              "Writer.java",
              "keys.add(LogEntry.parse(bytes).keyDigest());",
              ""),
          PlantedBug.of(
              "keys of a group are not remembered",
              "Writer.java",
              "entries.forEach(each -> keys.add(each.keyDigest()));",
              "entries.stream().limit(1).forEach(each -> keys.add(each.keyDigest()));"),
          PlantedBug.of(
              "a damaged copy of the keys is taken",
              "KeptCopy.java",
              "return Arrays.equals(in.readAllBytes(), Hash.sha256(header, bytes).bytes())",
              "return in.readAllBytes().length == Hash.SIZE"),
          PlantedBug.of(
              "a copy of the keys of another log is taken",
              "KeptCopy.java",
              "if (!known || !log.rootAt(size).equals(Hash.of(root))) {",
              "if (!known) {"),
          PlantedBug.of(
              "a retry with another body is answered",
              "AppendGroup.java",
              "requireSame(request, known, recorded.at(known));",
              ""),
          PlantedBug.of(
              "a retry in one group is not compared",
              "AppendGroup.java",
              "requireSame(request, recorded.size() + pending, first.fact(), first.payload());",
              ""),
          PlantedBug.of(
              "a retry after an erasure is refused",
              "AppendGroup.java",
              "logged.erased() ? request.payload() : logged.payload()",
              "logged.payload()"),
          PlantedBug.of(
              "the key of a refused request is remembered",
              "AppendGroup.java",
              "freshKeys.remove(fresh.remove(i).entry().keyDigest());",
              "fresh.remove(i);"),
          PlantedBug.of(
              "half of a refused request is admitted",
              "AppendGroup.java",
              "fresh.size() - 1; i >= before; i--",
              "fresh.size() - 1; i > before; i--"),
          PlantedBug.of(
              "a refused request leaves its journal entries",
              "AppendGroup.java",
              "int i = posted.size() - 1; i >= 0; i--",
              "int i = posted.size() - 1; i > 0; i--"),
          PlantedBug.of(
              "undoing leaves a posting",
              "book/Journal.java",
              "entry.postings().forEach(posting -> takeBack(posting, pending));",
              "entry.postings().stream().skip(1).forEach(posting -> takeBack(posting, pending));"),
          PlantedBug.of(
              "undoing a reversal leaves its target reversed",
              "book/Journal.java",
              "if (entry.kind().hasTarget()) { ended.clear(place(entry.target())); }",
              ""),
          PlantedBug.of(
              "an entry is reversed twice",
              "book/Following.java",
              "if (ended) {",
              "if (ended && entry.kind() != EntryKind.REVERSAL) {"),
          PlantedBug.of(
              "any postings reverse an entry",
              "book/Following.java",
              ".map(Posting::reversed).toList().equals(entry.postings());",
              ".count() == entry.postings().size();"),
          PlantedBug.of(
              "a credit counts twice",
              "book/Turnover.java",
              "credits += pending ? 0 : units;",
              "credits += pending ? 0 : 2 * units;"),
          PlantedBug.of(
              "what does not fit 64 bits wraps",
              "book/Turnover.java",
              "if (side(posting, pending) > Long.MAX_VALUE - units) {",
              "if (units < 0) {"),
          PlantedBug.of(
              "an entry that does not fit leaves postings",
              "book/Journal.java",
              "postings.subList(0, i).forEach(taken -> takeBack(taken, pending));",
              ""),
          PlantedBug.of(
              "a pending entry is posted twice",
              "book/Following.java",
              "if (ended) {",
              "if (ended && entry.kind() == EntryKind.REVERSAL) {"),
          PlantedBug.of(
              "what is posted stays pending",
              "book/Journal.java",
              "freed.forEach(posting -> takeBack(posting, true));",
              ""),
          PlantedBug.of(
              "undoing a post does not set its amounts aside again",
              "book/Journal.java",
              ".forEach(posting -> turnover(posting).takes(posting, true));",
              ".forEach(posting -> turnover(posting));"),
          PlantedBug.of(
              "a pending entry expires on its last day",
              "book/Following.java",
              "return last != null && day.isAfter(last);",
              "return last != null && !day.isBefore(last);"),
          PlantedBug.of(
              "pending amounts count at once",
              "book/Turnover.java",
              "debits += pending ? 0 : units;",
              "debits += units;"));

  /** Mistakes that only clients who come at the same time show. */
  static final List<PlantedBug> OF_HISTORIES =
      List.of(
          PlantedBug.of(
              "a decision does not see those before it",
              "AppendGroup.java",
              "recorded.journal().addUnlessRefused(entry, logged.day());",
              "Optional.empty();"),
          PlantedBug.of(
              "a decision is made again for a key that is known",
              "Submission.java",
              "if (!before.isEmpty()) { return before; }",
              ""),
          PlantedBug.of(
              "keys are forgotten at the start",
              "Writer.java",
              "keys.add(LogEntry.parse(bytes).keyDigest());",
              ""));
}
