-- What the activity log's files hold, for looking up; made anew from them when it is dropped.
create table activity (
  position bigint primary key,
  event_day date not null,
  actor varchar(80) not null,
  party varchar(80) not null,
  action varchar(80) not null,
  line varchar(20000) not null
);
create index activity_by_day on activity (event_day, position);
create index activity_by_actor on activity (actor, position);
create index activity_by_party on activity (party, position);
create index activity_by_action on activity (action, position);

create table activity_day (
  event_day date not null,
  action varchar(80) not null,
  events bigint not null,
  bytes bigint not null,
  primary key (event_day, action)
);
