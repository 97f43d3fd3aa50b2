-- The index: everything here follows from log and vault, and is dropped and derived anew at will.
-- A rebuild fills these tables first, and then V2 and V3 put the rules over what they hold.

CREATE TABLE index_state (
  id         INTEGER     PRIMARY KEY CHECK (id = 1),
  entries    BIGINT      NOT NULL CHECK (entries >= 0),
  root       VARCHAR(64) NOT NULL CHECK (CHAR_LENGTH(root) = 64),
  projection INTEGER     NOT NULL
);

CREATE TABLE fact (
  log_index   BIGINT       PRIMARY KEY CHECK (log_index >= 0),
  recorded_ms BIGINT       NOT NULL CHECK (recorded_ms >= 0),
  fact_type   VARCHAR(64)  NOT NULL,
  subject     VARCHAR(80)  NOT NULL,
  key_digest  VARCHAR(64)  NOT NULL CHECK (CHAR_LENGTH(key_digest) = 64),
  commitment  VARCHAR(64)  NOT NULL CHECK (CHAR_LENGTH(commitment) = 64)
);

CREATE TABLE journal_entry (
  log_index      BIGINT       NOT NULL,
  entry_position INTEGER      NOT NULL CHECK (entry_position >= 0),
  id             VARCHAR(120) NOT NULL,
  effective      DATE         NOT NULL,
  booked         VARCHAR(7)   NOT NULL,
  kind           VARCHAR(8)   NOT NULL CHECK (
    kind IN ('entry', 'reversal', 'pending', 'post', 'void', 'expiry')),
  target         VARCHAR(120),
  last_day       DATE,
  PRIMARY KEY (log_index, entry_position),
  CHECK (target <> id),
  CHECK ((target IS NULL) = (kind IN ('entry', 'pending'))),
  CHECK ((last_day IS NOT NULL) = (kind = 'pending')),
  CHECK (booked >= TO_CHAR(effective, 'YYYY-MM'))
);

CREATE TABLE posting (
  log_index        BIGINT       NOT NULL,
  entry_position   INTEGER      NOT NULL,
  posting_position INTEGER      NOT NULL CHECK (posting_position >= 0),
  side             VARCHAR(6)   NOT NULL CHECK (side IN ('debit', 'credit')),
  account          VARCHAR(200) NOT NULL CHECK (
    account LIKE 'assets:%' OR account LIKE 'liabilities:%' OR account LIKE 'equity:%'
    OR account LIKE 'income:%' OR account LIKE 'expenses:%'),
  minor_units      BIGINT       NOT NULL CHECK (minor_units > 0),
  currency         VARCHAR(3)   NOT NULL CHECK (CHAR_LENGTH(currency) = 3),
  PRIMARY KEY (log_index, entry_position, posting_position)
);

-- A month without rows is open; a row says which log entry closed it, and which one first restated it.
CREATE TABLE period_change (
  log_index BIGINT     NOT NULL,
  period    VARCHAR(7) NOT NULL CHECK (CHAR_LENGTH(period) = 7),
  state     VARCHAR(8) NOT NULL CHECK (state IN ('closed', 'restated')),
  PRIMARY KEY (period, state)
);
