-- Rows that state what happened are never changed; a mistake is undone by a later entry.

CREATE TRIGGER fact_is_final BEFORE UPDATE, DELETE ON fact FOR EACH ROW
  CALL 'org.estover.ledger.store.FinalRows';

CREATE TRIGGER journal_entry_is_final BEFORE UPDATE, DELETE ON journal_entry FOR EACH ROW
  CALL 'org.estover.ledger.store.FinalRows';

CREATE TRIGGER posting_is_final BEFORE UPDATE, DELETE ON posting FOR EACH ROW
  CALL 'org.estover.ledger.store.FinalRows';

