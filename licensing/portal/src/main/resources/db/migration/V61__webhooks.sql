-- Where accounts want to be told of events. Secrets are sealed by the portal's key file.
create table webhook_endpoint (
  id varchar(40) primary key,
  account_id varchar(40) not null,
  url varchar(500) not null,
  types varchar(300) not null,
  description varchar(200) not null,
  active boolean not null,
  created timestamp with time zone not null,
  sealed_secret varchar(500) not null
);
create index webhook_endpoint_account on webhook_endpoint (account_id);
-- Events follow from the ledger's log, one at most from each entry; party '' is everybody.
create table webhook_event (
  log_index bigint primary key,
  id varchar(40) not null unique,
  type varchar(40) not null,
  at timestamp with time zone not null,
  data varchar(2000) not null
);
create table webhook_event_party (
  log_index bigint not null,
  party_id varchar(64) not null,
  primary key (log_index, party_id)
);
create index webhook_event_party_party on webhook_event_party (party_id, log_index);
-- One telling of an event to an endpoint, with what is told, so that it is repeated to the byte.
create table webhook_delivery (
  position bigint generated always as identity primary key,
  id varchar(40) not null unique,
  endpoint_id varchar(40) not null,
  event_id varchar(40) not null,
  body varchar(4000) not null,
  state varchar(10) not null,
  attempts integer not null,
  created timestamp with time zone not null,
  next_attempt timestamp with time zone not null,
  last_status integer not null,
  last_error varchar(300) not null
);
create index webhook_delivery_due on webhook_delivery (state, next_attempt);
create index webhook_delivery_endpoint on webhook_delivery (endpoint_id, position);
-- Up to which log entry events were made.
create table webhook_cursor (
  one integer primary key,
  log_index bigint not null
);
insert into webhook_cursor (one, log_index) values (1, 0);
