package org.estover.licensing.portal.hub;

import org.estover.licensing.portal.download.DownloadRefusedException;

/** Something that a loader is not given; the message and a code that loaders know say why. */
final class HubRefusedException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MISSING = 404;

  private final int status;
  private final String code;

  private HubRefusedException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static HubRefusedException noDataset(String path) {
    return new HubRefusedException(
        MISSING, "RepoNotFound", "there is no data set " + path + " here");
  }

  static HubRefusedException noRevision(String path, String revision) {
    return new HubRefusedException(
        MISSING,
        "RevisionNotFound",
        path + " has no revision " + revision + "; expected main or the id of a release");
  }

  static HubRefusedException noEntry(String path, String file) {
    return new HubRefusedException(MISSING, "EntryNotFound", path + " has no file " + file);
  }

  /** A file for which a license is needed. */
  static HubRefusedException gated(DownloadRefusedException refusal) {
    return new HubRefusedException(
        refusal.status(), "GatedRepo", String.valueOf(refusal.getMessage()));
  }

  int status() {
    return status;
  }

  /** The word by which loaders choose their own error. */
  String code() {
    return code;
  }
}
