-- What one operator proposed and another has to confirm.
create table proposal (
  id varchar(40) primary key,
  kind varchar(40) not null,
  thing varchar(2100) not null,
  words text not null,
  facts text not null,
  digest varchar(64) not null,
  proposed_by varchar(40) not null,
  proposer varchar(200) not null,
  proposed timestamp with time zone not null,
  state varchar(20) not null,
  ended_by varchar(40) not null,
  ender varchar(200) not null,
  ended timestamp with time zone,
  outcome varchar(4000) not null,
  log_index bigint not null
);
create index proposal_state on proposal (state, proposed);
