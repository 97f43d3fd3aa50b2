-- Rows that state what happened are never changed; a mistake is undone by a later entry.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % refused: rows of the books are final', TG_OP, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER fact_is_final BEFORE UPDATE OR DELETE ON fact FOR EACH ROW
  EXECUTE FUNCTION refuse_change();

CREATE TRIGGER journal_entry_is_final BEFORE UPDATE OR DELETE ON journal_entry FOR EACH ROW
  EXECUTE FUNCTION refuse_change();

CREATE TRIGGER posting_is_final BEFORE UPDATE OR DELETE ON posting FOR EACH ROW
  EXECUTE FUNCTION refuse_change();

-- A journal entry must balance per currency by the time its transaction ends.
CREATE FUNCTION refuse_imbalance() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM posting WHERE entry_id = NEW.entry_id GROUP BY currency
    HAVING SUM(CASE WHEN side = 'debit' THEN minor_units ELSE -minor_units END) <> 0)
  THEN
    RAISE EXCEPTION 'journal entry % does not balance', NEW.entry_id;
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_imbalance();
