-- How accounts sign in, who is invited, and the tokens of programs. Of secrets that only need to be
-- recognised the digest stands here; the others are encrypted by a key that is not in the database.
alter table account add column active boolean default true not null;

create table authenticator (
  account_id varchar(40) primary key references account (id),
  secret varchar(200) not null,
  confirmed boolean not null,
  last_step bigint not null
);

create table recovery_code (
  account_id varchar(40) not null references account (id),
  code_sha256 varchar(64) not null,
  primary key (account_id, code_sha256)
);

-- Networks from which an account signed in before, as keyed hashes: strangers' tries do not lock
-- its owner out there.
create table known_network (
  account_id varchar(40) not null references account (id),
  network varchar(64) not null,
  seen timestamp with time zone not null,
  primary key (account_id, network)
);

create table invitation (
  code_sha256 varchar(64) primary key,
  role varchar(20) not null,
  party_id varchar(64) not null,
  invited_by varchar(40) not null,
  expires timestamp with time zone not null
);

create table api_token (
  id varchar(40) primary key,
  account_id varchar(40) not null references account (id),
  name varchar(100) not null,
  secret_sha256 varchar(64) not null,
  scopes varchar(100) not null,
  purpose varchar(64) not null,
  created timestamp with time zone not null,
  expires timestamp with time zone not null,
  last_used timestamp with time zone,
  revoked boolean not null
);
create index api_token_account on api_token (account_id);
