-- Who may sign in. Names and addresses are personal: they stand here and never in the log.
create table account (
  id varchar(40) primary key,
  email varchar(254) not null unique,
  name varchar(200) not null,
  roles varchar(100) not null,
  party_id varchar(64) not null,
  password_hash varchar(200) not null,
  created timestamp with time zone not null
);
