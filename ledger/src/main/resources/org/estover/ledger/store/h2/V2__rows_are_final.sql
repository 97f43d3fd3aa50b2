-- Rows that state what happened are never changed; a mistake is undone by a later entry.

CREATE TRIGGER fact_is_final BEFORE UPDATE, DELETE ON fact FOR EACH ROW
  CALL 'org.estover.ledger.store.FinalRows';

CREATE TRIGGER journal_entry_is_final BEFORE UPDATE, DELETE ON journal_entry FOR EACH ROW
  CALL 'org.estover.ledger.store.FinalRows';

CREATE TRIGGER posting_is_final BEFORE UPDATE, DELETE ON posting FOR EACH ROW
  CALL 'org.estover.ledger.store.FinalRows';

CREATE TRIGGER period_change_is_final BEFORE UPDATE, DELETE ON period_change FOR EACH ROW
  CALL 'org.estover.ledger.store.FinalRows';

-- Nothing is added to a log entry that was taken in, and nothing booked in a closed month.

CREATE TRIGGER fact_is_new BEFORE INSERT ON fact FOR EACH ROW
  CALL 'org.estover.ledger.store.NewRows';

CREATE TRIGGER journal_entry_is_new BEFORE INSERT ON journal_entry FOR EACH ROW
  CALL 'org.estover.ledger.store.NewRows';

CREATE TRIGGER posting_is_new BEFORE INSERT ON posting FOR EACH ROW
  CALL 'org.estover.ledger.store.NewRows';

CREATE TRIGGER period_change_is_new BEFORE INSERT ON period_change FOR EACH ROW
  CALL 'org.estover.ledger.store.NewRows';

CREATE TRIGGER booked_month_is_open BEFORE INSERT ON journal_entry FOR EACH ROW
  CALL 'org.estover.ledger.store.OpenMonths';

-- What is taken in stays so, and keeps the rules that speak of several rows. H2 has no triggers at
-- a commit; each transaction that takes log entries in ends with this update.

CREATE TRIGGER what_is_taken_in_keeps_the_rules BEFORE UPDATE, DELETE ON index_state FOR EACH ROW
  CALL 'org.estover.ledger.store.TakenIn';
