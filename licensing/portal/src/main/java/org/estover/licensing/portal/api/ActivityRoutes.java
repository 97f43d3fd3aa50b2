package org.estover.licensing.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.audit.Activity;
import org.estover.licensing.portal.audit.ActivityEvent;
import org.estover.licensing.portal.audit.ActivityLog;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was done by an account; reading it is recorded as well. */
@RestController
final class ActivityRoutes {
  /** Events that are looked through for one answer. */
  private static final int LOOKED_THROUGH = 2_000;

  private final ActivityLog activity;
  private final Answers answers;

  ActivityRoutes(ActivityLog activity, Answers answers) {
    this.activity = activity;
    this.answers = answers;
  }

  @GetMapping("/v1/activity")
  @Rule(value = Who.ACCOUNT, scope = "read")
  ResponseEntity<byte[]> activity(HttpServletRequest request, Visitor visitor) throws IOException {
    boolean all = visitor.is(Who.OPERATOR) || visitor.is(Who.AUDITOR);
    activity.record(Activity.by(visitor, "activity.read", all ? "all" : "own"));
    return answers.list(
        request,
        (from, most) -> {
          List<ActivityEvent> read = activity.segments().read(from, LOOKED_THROUGH);
          List<ActivityEvent> seen = new ArrayList<>();
          for (ActivityEvent event : read) {
            if (all || event.activity().actor().equals(visitor.accountId())) {
              seen.add(event);
            }
            if (seen.size() == most) {
              return new Batch<>(seen, event.position() + 1);
            }
          }
          boolean more = read.size() == LOOKED_THROUGH;
          return new Batch<>(seen, more ? from + LOOKED_THROUGH : Batch.END);
        },
        event -> EntryJson.plain(event.toJson()));
  }
}
