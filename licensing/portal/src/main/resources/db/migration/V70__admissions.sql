-- Accounts that wait for two operators to admit them to what they were invited for.
create table admission (
  account_id varchar(40) primary key references account (id),
  role varchar(20) not null,
  party_id varchar(64) not null,
  invited_by varchar(40) not null
);
