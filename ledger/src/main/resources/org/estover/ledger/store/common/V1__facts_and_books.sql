-- The index: everything here follows from log and vault, and is dropped and derived anew at will.

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
  key_digest  VARCHAR(64)  NOT NULL UNIQUE CHECK (CHAR_LENGTH(key_digest) = 64),
  commitment  VARCHAR(64)  NOT NULL UNIQUE CHECK (CHAR_LENGTH(commitment) = 64)
);

CREATE INDEX fact_subject ON fact (subject);

CREATE TABLE journal_entry (
  id             VARCHAR(120) PRIMARY KEY,
  log_index      BIGINT       NOT NULL REFERENCES fact,
  entry_position INTEGER      NOT NULL CHECK (entry_position >= 0),
  effective      DATE         NOT NULL,
  reverses       VARCHAR(120) UNIQUE REFERENCES journal_entry,
  UNIQUE (log_index, entry_position),
  CHECK (reverses <> id)
);

CREATE TABLE posting (
  entry_id         VARCHAR(120) NOT NULL REFERENCES journal_entry,
  posting_position INTEGER      NOT NULL CHECK (posting_position >= 0),
  side             VARCHAR(6)   NOT NULL CHECK (side IN ('debit', 'credit')),
  account          VARCHAR(200) NOT NULL CHECK (
    account LIKE 'assets:%' OR account LIKE 'liabilities:%' OR account LIKE 'equity:%'
    OR account LIKE 'income:%' OR account LIKE 'expenses:%'),
  minor_units      BIGINT       NOT NULL CHECK (minor_units > 0),
  currency         VARCHAR(3)   NOT NULL CHECK (CHAR_LENGTH(currency) = 3),
  PRIMARY KEY (entry_id, posting_position)
);

CREATE INDEX posting_account ON posting (account, currency);
