package org.estover.licensing.portal.download;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.estover.licensing.portal.audit.Activity;
import org.estover.licensing.portal.audit.ActivityLog;
import org.springframework.stereotype.Component;

/**
 * Enters reads in the activity log, whose segments are sealed into the trust's log. Thread-safe.
 */
@Component
final class ActivityReads implements ReadLog {
  /** What an event of a read is called. */
  static final String ACTION = "release.read";

  private final ActivityLog activity;

  ActivityReads(ActivityLog activity) {
    this.activity = activity;
  }

  @Override
  public void record(ShardRead read) throws IOException {
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("file", read.file());
    evidence.put("from", Long.toString(read.from()));
    evidence.put("to", Long.toString(read.to()));
    evidence.put("grant", read.grantId());
    if (read.masked()) {
      evidence.put("masked", "yes");
    }
    activity.record(
        new Activity(
            read.accountId(),
            read.partyId(),
            read.tokenId(),
            ACTION,
            read.releaseId(),
            read.bytes(),
            evidence));
  }
}
