-- Refusals used to be kept as well, so that a corrected request needed another key.
delete from idempotent_request where status >= 300;
