-- Cases of people without an account. Names and contacts are personal: they stand here and never in
-- the log. Only the digest of the receipt code is known.
create table case_file (
  id varchar(40) primary key,
  code_sha256 varchar(64) not null unique,
  kind varchar(20) not null,
  place varchar(2100) not null,
  filer varchar(200) not null,
  contact varchar(300) not null,
  words varchar(4000) not null,
  thing varchar(64) not null,
  opened timestamp with time zone not null,
  due date not null,
  state varchar(20) not null,
  proven varchar(40) not null,
  outcome varchar(40) not null,
  decision varchar(4000) not null,
  decided timestamp with time zone,
  log_index bigint not null,
  releases_then int not null
);
create index case_file_thing on case_file (thing);
create index case_file_state on case_file (state, due);
create table case_event (
  number bigint generated always as identity primary key,
  case_id varchar(40) not null references case_file (id),
  at timestamp with time zone not null,
  kind varchar(20) not null,
  author varchar(20) not null,
  words varchar(4000) not null,
  log_index bigint not null
);
create index case_event_case on case_event (case_id, number);
