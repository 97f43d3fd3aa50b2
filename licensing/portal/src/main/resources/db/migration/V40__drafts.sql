-- What somebody without an account has entered so far. Only the digest of the code that opens it is
-- known here; rows go after thirty days, or when it is sent.
create table draft (
  code_sha256 varchar(64) primary key,
  flow varchar(20) not null,
  created timestamp with time zone not null,
  expires timestamp with time zone not null
);
create table draft_answer (
  code_sha256 varchar(64) not null references draft (code_sha256) on delete cascade,
  name varchar(40) not null,
  words varchar(4000) not null,
  primary key (code_sha256, name)
);
create index draft_expires on draft (expires);
