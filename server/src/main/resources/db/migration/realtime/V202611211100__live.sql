-- The live log: what happened to an account, numbered without a gap, as its sockets tell it.

-- The newest number given. Its row is locked from the numbering to the commit, which keeps the numbers in the order of
-- the commits; it is written last in a transaction, for several accounts in the order of their ids.
create table live_cursor (
    account_id uuid primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    last_id    bigint not null,
    constraint last_id_positive check (last_id > 0)
) with (fillfactor = 70);

create table live_event (
    account_id uuid not null,
    id         bigint not null,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    name       text not null,
    payload    jsonb not null,
    at         timestamptz not null,
    primary key (account_id, id),
    constraint id_positive check (id > 0),
    constraint name_length check (length(name) between 1 and 100),
    constraint payload_is_object check (jsonb_typeof(payload) = 'object')
);
-- Small, and enough to find what is old enough to be dropped: rows come in the order of their time.
create index live_event_age on live_event using brin (at);

-- What was told is told: rows are only added, and dropped when they are old.
revoke update on live_event from reverie_app;

grant select on live_cursor, live_event to reverie_web;
alter table live_cursor enable row level security;
create policy live_cursor_of_reader on live_cursor for select to reverie_web using (account_id = reverie_reader());
create policy live_cursor_of_app on live_cursor to reverie_app using (true) with check (true);
alter table live_event enable row level security;
create policy live_event_of_reader on live_event for select to reverie_web using (account_id = reverie_reader());
create policy live_event_of_app on live_event to reverie_app using (true) with check (true);
