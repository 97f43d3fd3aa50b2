-- What one row may say, given the others.

ALTER TABLE fact ADD CONSTRAINT key_stands_for_one_fact UNIQUE (key_digest);

ALTER TABLE journal_entry ADD CONSTRAINT entry_belongs_to_fact
  FOREIGN KEY (log_index) REFERENCES fact;
ALTER TABLE journal_entry ADD CONSTRAINT entry_id_is_used_once UNIQUE (id);
ALTER TABLE journal_entry ADD CONSTRAINT entry_is_reversed_once UNIQUE (reverses);
ALTER TABLE journal_entry ADD CONSTRAINT reversal_names_an_entry
  FOREIGN KEY (reverses) REFERENCES journal_entry (id);

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
  WHERE NOT EXISTS (
    SELECT 1 FROM posting p
    WHERE p.log_index = j.log_index AND p.entry_position = j.entry_position
      AND p.posting_position = 1)
UNION ALL
  SELECT j.log_index, 'a reversal does not come after what it reverses'
  FROM journal_entry j
  JOIN journal_entry t ON t.id = j.reverses
  WHERE t.log_index > j.log_index
    OR (t.log_index = j.log_index AND t.entry_position > j.entry_position)
UNION ALL
  SELECT j.log_index, 'a reversal has not exactly the opposite postings'
  FROM journal_entry j
  JOIN journal_entry t ON t.id = j.reverses
  JOIN posting p ON p.log_index = j.log_index AND p.entry_position = j.entry_position
  WHERE NOT EXISTS (
    SELECT 1 FROM posting o
    WHERE o.log_index = t.log_index AND o.entry_position = t.entry_position
      AND o.posting_position = p.posting_position AND o.account = p.account
      AND o.minor_units = p.minor_units AND o.currency = p.currency AND o.side <> p.side)
UNION ALL
  SELECT j.log_index, 'a reversal leaves out a posting of what it reverses'
  FROM journal_entry j
  JOIN journal_entry t ON t.id = j.reverses
  JOIN posting o ON o.log_index = t.log_index AND o.entry_position = t.entry_position
  WHERE NOT EXISTS (
    SELECT 1 FROM posting p
    WHERE p.log_index = j.log_index AND p.entry_position = j.entry_position
      AND p.posting_position = o.posting_position)
UNION ALL
  SELECT j.log_index, 'a journal entry is booked in a month that was closed'
  FROM journal_entry j
  JOIN period_change c ON c.period = j.booked AND c.state = 'closed'
  WHERE c.log_index < j.log_index
UNION ALL
  SELECT j.log_index, 'a journal entry is not booked in its own month, which was open'
  FROM journal_entry j
  WHERE j.booked <> TO_CHAR(j.effective, 'YYYY-MM')
    AND NOT EXISTS (
      SELECT 1 FROM period_change c
      WHERE c.period = TO_CHAR(j.effective, 'YYYY-MM') AND c.state = 'closed'
        AND c.log_index < j.log_index)
UNION ALL
  SELECT r.log_index, 'it restates a month that was not closed'
  FROM period_change r
  WHERE r.state = 'restated'
    AND NOT EXISTS (
      SELECT 1 FROM period_change c
      WHERE c.period = r.period AND c.state = 'closed' AND c.log_index < r.log_index);
