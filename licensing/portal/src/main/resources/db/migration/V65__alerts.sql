-- What the rules found. An alert's id follows from what it found, so finding it again changes nothing.
create table alert (
  position bigint generated always as identity primary key,
  id varchar(40) not null unique,
  rule varchar(60) not null,
  version integer not null,
  severity varchar(10) not null,
  subject varchar(80) not null,
  text varchar(1000) not null,
  evidence varchar(4000) not null,
  at timestamp with time zone not null,
  acknowledged_by varchar(40) not null,
  incident_id varchar(80) not null
);
