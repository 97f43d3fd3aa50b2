package org.estover.licensing.portal.download;

/** A file that is not handed out to who asks; the message says why and what would help. */
public final class DownloadRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  DownloadRefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The status that says so: 401 where somebody might be known if they said who they are. */
  public int status() {
    return status;
  }
}
