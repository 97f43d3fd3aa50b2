-- What one row may say, given the others.

ALTER TABLE fact ADD CONSTRAINT key_stands_for_one_fact UNIQUE (key_digest);

ALTER TABLE journal_entry ADD CONSTRAINT entry_belongs_to_fact
  FOREIGN KEY (log_index) REFERENCES fact;
ALTER TABLE journal_entry ADD CONSTRAINT entry_id_is_used_once UNIQUE (id);
-- Once reversed, or once posted, voided or expired.
ALTER TABLE journal_entry ADD CONSTRAINT entry_is_named_once UNIQUE (target);
ALTER TABLE journal_entry ADD CONSTRAINT entry_names_an_entry
  FOREIGN KEY (target) REFERENCES journal_entry (id);

ALTER TABLE posting ADD CONSTRAINT posting_belongs_to_entry
  FOREIGN KEY (log_index, entry_position) REFERENCES journal_entry;
CREATE INDEX posting_account ON posting (account, currency);

ALTER TABLE period_change ADD CONSTRAINT change_belongs_to_fact
  FOREIGN KEY (log_index) REFERENCES fact;

-- The rules that speak of several rows: a row here names a log entry that breaks one. Empty, which
-- the triggers of V2 see to for each group of log entries by the time it counts as taken in.
CREATE VIEW broken_rule (log_index, rule) AS
  SELECT f.log_index, 'it has no fact before it'
  FROM fact f
  WHERE f.log_index > 0
    AND NOT EXISTS (SELECT 1 FROM fact g WHERE g.log_index = f.log_index - 1)
UNION ALL
  SELECT f.log_index, 'its time is before that of the fact before'
  FROM fact f
  JOIN fact g ON g.log_index = f.log_index - 1
  WHERE g.recorded_ms > f.recorded_ms
UNION ALL
  SELECT p.log_index, 'a journal entry does not balance'
  FROM posting p
  GROUP BY p.log_index, p.entry_position, p.currency
  HAVING SUM(CASE WHEN p.side = 'debit' THEN p.minor_units ELSE -p.minor_units END) <> 0
UNION ALL
  SELECT j.log_index, 'a journal entry has fewer than two postings'
  FROM journal_entry j
  WHERE j.kind NOT IN ('void', 'expiry')
    AND NOT EXISTS (
      SELECT 1 FROM posting p
      WHERE p.log_index = j.log_index AND p.entry_position = j.entry_position
        AND p.posting_position = 1)
UNION ALL
  SELECT j.log_index, 'a journal entry that frees a pending one has postings'
  FROM journal_entry j
  JOIN posting p ON p.log_index = j.log_index AND p.entry_position = j.entry_position
  WHERE j.kind IN ('void', 'expiry')
UNION ALL
  SELECT j.log_index, 'a journal entry does not come after the one that it names'
  FROM journal_entry j
  JOIN journal_entry t ON t.id = j.target
  WHERE t.log_index > j.log_index
    OR (t.log_index = j.log_index AND t.entry_position > j.entry_position)
UNION ALL
  SELECT j.log_index, 'a journal entry names one of a kind that it cannot name'
  FROM journal_entry j
  JOIN journal_entry t ON t.id = j.target
  WHERE (j.kind = 'reversal' AND t.kind NOT IN ('entry', 'reversal', 'post'))
    OR (j.kind <> 'reversal' AND t.kind <> 'pending')
UNION ALL
  SELECT j.log_index, 'a reversal has not exactly the opposite postings'
  FROM journal_entry j
  JOIN journal_entry t ON t.id = j.target
  JOIN posting p ON p.log_index = j.log_index AND p.entry_position = j.entry_position
  WHERE j.kind = 'reversal'
    AND NOT EXISTS (
      SELECT 1 FROM posting o
      WHERE o.log_index = t.log_index AND o.entry_position = t.entry_position
        AND o.posting_position = p.posting_position AND o.account = p.account
        AND o.minor_units = p.minor_units AND o.currency = p.currency AND o.side <> p.side)
UNION ALL
  SELECT j.log_index, 'a journal entry posts what its pending one does not hold'
  FROM journal_entry j
  JOIN journal_entry t ON t.id = j.target
  JOIN posting p ON p.log_index = j.log_index AND p.entry_position = j.entry_position
  WHERE j.kind = 'post'
    AND NOT EXISTS (
      SELECT 1 FROM posting o
      WHERE o.log_index = t.log_index AND o.entry_position = t.entry_position
        AND o.posting_position = p.posting_position AND o.account = p.account
        AND o.minor_units >= p.minor_units AND o.currency = p.currency AND o.side = p.side)
UNION ALL
  SELECT j.log_index, 'a journal entry leaves out a posting of the one that it names'
  FROM journal_entry j
  JOIN journal_entry t ON t.id = j.target
  JOIN posting o ON o.log_index = t.log_index AND o.entry_position = t.entry_position
  WHERE j.kind IN ('reversal', 'post')
    AND NOT EXISTS (
      SELECT 1 FROM posting p
      WHERE p.log_index = j.log_index AND p.entry_position = j.entry_position
        AND p.posting_position = o.posting_position)
UNION ALL
  SELECT j.log_index, 'a pending journal entry is over before it is recorded'
  FROM journal_entry j
  JOIN fact f ON f.log_index = j.log_index
  WHERE j.kind = 'pending'
    AND j.last_day < DATE '1970-01-01' + CAST(f.recorded_ms / 86400000 AS INTEGER)
UNION ALL
  SELECT j.log_index, 'a pending journal entry is posted late, or expires early'
  FROM journal_entry j
  JOIN journal_entry t ON t.id = j.target
  JOIN fact f ON f.log_index = j.log_index
  WHERE (j.kind = 'post'
      AND t.last_day < DATE '1970-01-01' + CAST(f.recorded_ms / 86400000 AS INTEGER))
    OR (j.kind = 'expiry'
      AND t.last_day >= DATE '1970-01-01' + CAST(f.recorded_ms / 86400000 AS INTEGER))
UNION ALL
  SELECT j.log_index, 'a journal entry is booked in a month that was closed'
  FROM journal_entry j
  JOIN period_change c ON c.period = j.booked AND c.state = 'closed'
  WHERE c.log_index < j.log_index
UNION ALL
  -- As many months were closed as lie between.
  SELECT j.log_index, 'a journal entry is not booked in the first month that was open'
  FROM journal_entry j
  WHERE j.booked <> TO_CHAR(j.effective, 'YYYY-MM')
    AND 12 * CAST(SUBSTRING(j.booked FROM 1 FOR 4) AS INTEGER)
      + CAST(SUBSTRING(j.booked FROM 6 FOR 2) AS INTEGER)
      - 12 * EXTRACT(YEAR FROM j.effective) - EXTRACT(MONTH FROM j.effective) <> (
      SELECT COUNT(*) FROM period_change c
      WHERE c.period >= TO_CHAR(j.effective, 'YYYY-MM') AND c.period < j.booked
        AND c.state = 'closed' AND c.log_index < j.log_index)
UNION ALL
  SELECT r.log_index, 'it restates a month that was not closed'
  FROM period_change r
  WHERE r.state = 'restated'
    AND NOT EXISTS (
      SELECT 1 FROM period_change c
      WHERE c.period = r.period AND c.state = 'closed' AND c.log_index < r.log_index);
