-- The kernel's own tables, and the ground rules for everyone's.

-- reverie_app does all writing, reverie_web only reads what a policy shows it. Neither owns anything.
grant usage on schema public to reverie_app, reverie_web;
alter default privileges in schema public grant select, insert, update, delete on tables to reverie_app;
alter default privileges in schema public grant usage, select on sequences to reverie_app;

-- The one clock of leases and deadlines. Tests move it; nothing else replaces it.
create function reverie_now() returns timestamptz
    language sql stable parallel safe
    as 'select now()';

-- On whose behalf this transaction reads; null for reverie_app, which is not bound by policies of reverie_web.
create function reverie_reader() returns uuid
    language sql stable parallel safe
    as $$ select nullif(current_setting('reverie.account', true), '')::uuid $$;

create table leader_lease (
    name       text primary key,
    holder     uuid not null,
    fence      bigint not null,
    held_until timestamptz not null,
    constraint fence_positive check (fence > 0)
);

-- What a call with an Idempotency-Key answered, for a day.
create table idempotency_key (
    account_id  uuid not null,
    path        text not null,
    key         text not null,
    body_sha256 text not null,
    status      int not null,
    answer      text not null,
    created_at  timestamptz not null default reverie_now(),
    primary key (account_id, path, key),
    constraint key_length check (length(key) between 1 and 200)
);
create index idempotency_key_age on idempotency_key (created_at);

-- Limits that must hold over all nodes and restarts: tries of a password or of six digits.
create table rate_bucket (
    key        text primary key,
    used       int not null,
    resets_at  timestamptz not null,
    constraint used_not_negative check (used >= 0)
);
create index rate_bucket_age on rate_bucket (resets_at);

-- Which processes are up, for the admin's page.
create table node (
    id         uuid primary key,
    roles      text not null,
    host       text not null,
    seen_at    timestamptz not null
);
