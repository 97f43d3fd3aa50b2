package org.estover.licensing.portal.monitoring;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.ledger.log.AgreementSigned;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.GrantIssued;
import org.estover.ledger.log.NoticeAcknowledged;
import org.estover.ledger.log.NoticeSent;
import org.estover.ledger.log.SliceGranted;
import org.estover.ledger.log.TrainingRunDeclared;
import org.estover.ledger.log.TrainingRunRegistered;

/** What rules know of agreements, grants, training runs and notices: a fold of the log. */
final class Known {
  /** A grant as the log has it. */
  record Permission(String agreementId, String releaseId, String purpose) {}

  /** A notice that waits for an answer. */
  record OpenNotice(String partyId, Instant sent) {}

  private final Map<String, String> developers = new HashMap<>();
  private final Map<String, Permission> grants = new HashMap<>();
  private final Map<String, String> grantOfRun = new LinkedHashMap<>();
  private final Map<String, OpenNotice> notices = new LinkedHashMap<>();

  void take(MonitoredEvent event) {
    if (!(event instanceof MonitoredEvent.Logged logged)) {
      return;
    }
    Fact fact = logged.fact();
    if (fact instanceof AgreementSigned signed) {
      developers.put(signed.agreementId(), signed.partyId());
    } else if (fact instanceof GrantIssued granted) {
      grants.put(
          granted.grantId(),
          new Permission(granted.agreementId(), granted.releaseId(), granted.purpose()));
    } else if (fact instanceof SliceGranted granted) {
      grants.put(
          granted.grantId(),
          new Permission(granted.agreementId(), granted.releaseId(), granted.purpose()));
    } else if (fact instanceof TrainingRunRegistered registered) {
      grantOfRun.put(registered.trainingRunId(), registered.grantId());
    } else if (fact instanceof TrainingRunDeclared declared) {
      grantOfRun.put(declared.trainingRunId(), declared.grantId());
    } else if (fact instanceof NoticeSent sent) {
      notices.put(sent.noticeId(), new OpenNotice(sent.partyId(), logged.at()));
    } else if (fact instanceof NoticeAcknowledged answered) {
      notices.remove(answered.noticeId());
    }
  }

  /** The developer of an agreement, or "". */
  String developerOf(String agreementId) {
    return developers.getOrDefault(agreementId, "");
  }

  /** The agreement of a grant, or "". */
  String agreementOf(String grantId) {
    Permission permission = grants.get(grantId);
    return permission == null ? "" : permission.agreementId();
  }

  /** The purpose of a grant, or "". */
  String purposeOf(String grantId) {
    Permission permission = grants.get(grantId);
    return permission == null ? "" : permission.purpose();
  }

  /** The grant that a fact registers a training run under, or "". */
  static String grantTrainedUnder(Fact fact) {
    if (fact instanceof TrainingRunRegistered registered) {
      return registered.grantId();
    }
    return fact instanceof TrainingRunDeclared declared ? declared.grantId() : "";
  }

  /** Notices that wait for an answer, by id, oldest first. */
  Map<String, OpenNotice> openNotices() {
    return notices;
  }
}
