-- Whoever projects may add rows and not change them. With a role of its own for the tables
-- (estover_owner) that is all it is granted. With one user for everything, that user gives up what
-- it need not have; the columns that foreign keys point to stay, because a foreign key locks the
-- row that it points to in the name of the table's owner, and a lock needs the right to update.

DO $$
BEGIN
  IF session_user <> current_user THEN
    EXECUTE format('GRANT USAGE ON SCHEMA estover_ledger TO %I', session_user);
    EXECUTE format(
      'GRANT SELECT, INSERT ON fact, journal_entry, posting, period_change TO %I', session_user);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON index_state TO %I', session_user);
  ELSE
    REVOKE UPDATE, DELETE, TRUNCATE ON fact, journal_entry, posting, period_change FROM CURRENT_USER;
    REVOKE DELETE, TRUNCATE ON index_state FROM CURRENT_USER;
    GRANT UPDATE (log_index) ON fact TO CURRENT_USER;
    GRANT UPDATE (log_index, entry_position, id) ON journal_entry TO CURRENT_USER;
  END IF;
END
$$;
