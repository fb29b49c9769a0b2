-- Who was welcomed with credits: a person once, however many accounts they open; an account once, however it grew.
create table welcome (
    person_sha256 text primary key,
    tenant_id     uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id    uuid not null unique references account (id),
    reference     text not null unique,
    given_at      timestamptz not null default reverie_now(),
    constraint welcome_person check (person_sha256 ~ '^[0-9a-f]{64}$')
);

-- The month for which the host's own account was topped up last.
create table host_allowance (
    account_id uuid primary key references account (id),
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    month      text not null,
    constraint host_month check (month ~ '^[0-9]{4}-[0-9]{2}$')
);
