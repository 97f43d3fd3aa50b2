-- Whoever projects may see what breaks a rule; with one user for everything, it owns the view.

DO $$
BEGIN
  IF session_user <> current_user THEN
    EXECUTE format('GRANT SELECT ON broken_rule TO %I', session_user);
  END IF;
END
$$;

-- What a rebuild loaded is asked for broken rules next, as a whole.
ANALYZE fact, journal_entry, posting, period_change;
