-- What requests with an Idempotency-Key were answered; kept for ever, since what they wrote is.
create table idempotent_request (
  account_id varchar(40) not null,
  request_key varchar(300) not null,
  request_sha256 varchar(64) not null,
  started timestamp with time zone not null,
  status integer not null,
  location varchar(500) not null,
  sealed_body text not null,
  primary key (account_id, request_key)
);
