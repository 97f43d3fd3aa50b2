-- Rows that state what happened are never changed; a mistake is undone by a later entry.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % refused: rows of the books are final', TG_OP, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER fact_is_final BEFORE UPDATE OR DELETE ON fact FOR EACH ROW
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fact_is_kept BEFORE TRUNCATE ON fact
  EXECUTE FUNCTION refuse_change();

CREATE TRIGGER journal_entry_is_final BEFORE UPDATE OR DELETE ON journal_entry FOR EACH ROW
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_entry_is_kept BEFORE TRUNCATE ON journal_entry
  EXECUTE FUNCTION refuse_change();

CREATE TRIGGER posting_is_final BEFORE UPDATE OR DELETE ON posting FOR EACH ROW
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER posting_is_kept BEFORE TRUNCATE ON posting
  EXECUTE FUNCTION refuse_change();

CREATE TRIGGER period_change_is_final BEFORE UPDATE OR DELETE ON period_change FOR EACH ROW
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER period_change_is_kept BEFORE TRUNCATE ON period_change
  EXECUTE FUNCTION refuse_change();

-- Nothing is added to a log entry that was taken in.
CREATE FUNCTION refuse_late_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM added WHERE log_index < (SELECT entries FROM estover_ledger.index_state))
  THEN
    RAISE EXCEPTION 'insert into % refused: rows of the books are final, and nothing is added to a'
      ' log entry that was taken in', TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER fact_is_new AFTER INSERT ON fact REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_row();
CREATE TRIGGER journal_entry_is_new AFTER INSERT ON journal_entry REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_row();
CREATE TRIGGER posting_is_new AFTER INSERT ON posting REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_row();
CREATE TRIGGER period_change_is_new AFTER INSERT ON period_change REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_row();

-- Nothing is booked in a closed month.
CREATE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM added a
    JOIN estover_ledger.period_change c ON c.period = a.booked AND c.state = 'closed'
    WHERE c.log_index < a.log_index)
  THEN
    RAISE EXCEPTION 'insert into % refused: it is booked in a month that was closed', TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER booked_month_is_open AFTER INSERT ON journal_entry REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_month();

-- A journal entry must balance per currency by the time its transaction ends. By the index, because a
-- plan made while the table was empty is kept.
CREATE FUNCTION refuse_imbalance() RETURNS trigger LANGUAGE plpgsql
  SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM estover_ledger.posting
    WHERE log_index = NEW.log_index AND entry_position = NEW.entry_position
    GROUP BY currency
    HAVING SUM(CASE WHEN side = 'debit' THEN minor_units ELSE -minor_units END) <> 0)
  THEN
    RAISE EXCEPTION 'log entry % refused: a journal entry does not balance', NEW.log_index;
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_imbalance();

-- What is taken in stays so: where less could count, rows could be added to it.
CREATE TRIGGER index_state_is_kept BEFORE DELETE OR TRUNCATE ON index_state
  EXECUTE FUNCTION refuse_change();

-- And it keeps the rules that speak of several rows. It is a few rows at the end of tables
-- that grow while nobody counts them: by indexes, which a planner without counts would not choose.
CREATE FUNCTION refuse_broken_rule() RETURNS trigger LANGUAGE plpgsql
  SET enable_seqscan = off SET enable_material = off
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  broken RECORD;
BEGIN
  IF NEW.entries < OLD.entries THEN
    RAISE EXCEPTION 'update of % refused: rows of the books are final, and % log entries were'
      ' taken in', TG_TABLE_NAME, OLD.entries;
  END IF;
  SELECT log_index, rule INTO broken FROM estover_ledger.broken_rule
  WHERE log_index >= OLD.entries LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'log entry % refused: %', broken.log_index, broken.rule;
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER what_is_taken_in_keeps_the_rules BEFORE UPDATE ON index_state FOR EACH ROW
  EXECUTE FUNCTION refuse_broken_rule();
