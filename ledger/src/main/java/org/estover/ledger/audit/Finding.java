package org.estover.ledger.audit;

import org.estover.ledger.log.Damage;

/** Something an audit has to say about a ledger. */
public sealed interface Finding {

  /** Whether a claim of the ledger does not hold; a recorded erasure is named, but no fault. */
  default boolean isFault() {
    return true;
  }

  /** Whether it is in what follows from log and vault, which can be derived anew. */
  default boolean isDerived() {
    return false;
  }

  /** One line: where, and what does not hold. */
  String message();

  /** A stretch of a file of the log is not what the signed checkpoint names. */
  record LogDamaged(Damage damage) implements Finding {
    @Override
    public String message() {
      return "log/" + damage;
    }
  }

  /** A file that the audit starts from cannot be used: the checkpoint or the public key. */
  record NotOpened(String reason) implements Finding {
    @Override
    public String message() {
      return reason;
    }
  }

  /** A log entry is signed, but breaks a rule of the ledger. */
  record EntryRefused(long entry, String reason) implements Finding {
    @Override
    public String message() {
      return "log entry " + entry + ": " + reason;
    }
  }

  /** A payload is missing or is not what its log entry commits to. */
  record PayloadDamaged(long entry, String reason) implements Finding {
    @Override
    public String message() {
      return "log entry " + entry + ": " + reason;
    }
  }

  /** A payload was erased, as its mark says. */
  record PayloadErased(long entry) implements Finding {
    @Override
    public boolean isFault() {
      return false;
    }

    @Override
    public String message() {
      return "log entry " + entry + ": its payload was erased";
    }
  }

  /** The index does not hold what follows from a log entry. */
  record IndexDiffers(long entry, String expected, String found) implements Finding {
    @Override
    public boolean isDerived() {
      return true;
    }

    @Override
    public String message() {
      return "log entry "
          + entry
          + ": the index holds \""
          + found
          + "\", expected \""
          + expected
          + "\"; rebuild it with \"estover ledger rebuild\"";
    }
  }

  /** A copy that spares the next start some reading is not what follows from log and vault. */
  record CopyDiffers(String file) implements Finding {
    @Override
    public boolean isDerived() {
      return true;
    }

    @Override
    public String message() {
      return file
          + ": is not what follows from log and vault; drop it with \"estover ledger rebuild\"";
    }
  }

  /** The index as a whole does not belong to this log. */
  record IndexUnusable(String reason) implements Finding {
    @Override
    public boolean isDerived() {
      return true;
    }

    @Override
    public String message() {
      return reason + "; rebuild the index with \"estover ledger rebuild\"";
    }
  }

  /** An earlier checkpoint, kept elsewhere, is not a beginning of this log. */
  record Forked(String reason) implements Finding {
    @Override
    public String message() {
      return reason;
    }
  }
}
