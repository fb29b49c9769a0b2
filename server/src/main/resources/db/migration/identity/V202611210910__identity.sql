-- Who someone is, and may.

-- Several hosts in one database. The tenant of all zeros is the host itself and needs no row; that is why nothing
-- points here by a foreign key yet. Unused until a second tenant moves in.
create table tenant (
    id         uuid primary key,
    name       text not null,
    created_at timestamptz not null default reverie_now(),
    constraint tenant_name_length check (length(name) between 1 and 100)
);

create table account (
    id                  uuid primary key,
    tenant_id           uuid not null default '00000000-0000-0000-0000-000000000000',
    kind                text not null,
    tier                text not null default 'free',
    display_name        text not null,
    handle              text unique,
    locale              text not null default 'en',
    -- Not asked yet; what needs an age asks first.
    age_band            text not null default 'unknown',
    -- The address as it was typed; the key is what sign-in looks for.
    mailbox             text,
    mailbox_key         text unique,
    mailbox_verified_at timestamptz,
    roles               text[] not null default '{}',
    -- What the terminal works as.
    host                boolean not null default false,
    suspended_at        timestamptz,
    suspended_because   text,
    -- Everything this account had is the other's now; nobody signs in here again.
    merged_into         uuid references account (id),
    created_at          timestamptz not null default reverie_now(),
    constraint account_kind check (kind in ('visitor', 'person', 'business', 'agent')),
    constraint account_tier check (tier in ('free', 'plus', 'pro')),
    constraint account_name_length check (length(display_name) between 1 and 60),
    constraint account_handle check (handle ~ '^[a-z0-9_]{3,30}$'),
    constraint account_locale check (locale in ('en', 'ru', 'hi')),
    constraint account_age_band check (age_band in ('unknown', 'child', 'teen', 'adult')),
    constraint account_roles check (roles <@ array['admin']),
    constraint mailbox_whole check ((mailbox is null) = (mailbox_key is null)),
    constraint only_a_mailbox_is_verified check (mailbox_verified_at is null or mailbox is not null),
    constraint a_visitor_has_no_name check (kind <> 'visitor' or (handle is null and mailbox is null and roles = '{}')),
    constraint suspended_with_reason check ((suspended_at is null) = (suspended_because is null)),
    constraint not_merged_into_itself check (merged_into <> id)
);
create unique index account_one_host on account (tenant_id) where host;
create index account_admins on account (id) where roles <> '{}';

-- Seals what is private of one account; throwing the row away makes it unreadable. Kept out of every dump of the rest.
-- Written by whatever first seals something.
create table account_key (
    account_id uuid primary key references account (id),
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    data_key   bytea not null,
    salt       bytea not null,
    created_at timestamptz not null default reverie_now(),
    constraint data_key_size check (length(data_key) = 32),
    constraint salt_size check (length(salt) >= 16)
);

create table credential (
    account_id uuid primary key references account (id),
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    kind       text not null default 'password',
    hash       text not null,
    changed_at timestamptz not null default reverie_now(),
    constraint credential_kind check (kind in ('password')),
    constraint credential_memory_hard check (hash like '$argon2id$%')
);

-- One sign-in and all that was refreshed from it: the family. Only the newest refresh token is good; an older one that
-- comes back ends the family.
create table session (
    id            uuid primary key,
    tenant_id     uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id    uuid not null references account (id),
    visit         boolean not null,
    surface       text not null,
    user_agent    text not null,
    generation    int not null default 1,
    created_at    timestamptz not null default reverie_now(),
    last_seen_at  timestamptz not null default reverie_now(),
    expires_at    timestamptz not null,
    ended_at      timestamptz,
    ended_because text,
    constraint session_surface check (surface in ('web', 'phone', 'telegram', 'terminal', 'api')),
    constraint session_agent_length check (length(user_agent) <= 300),
    constraint generation_positive check (generation > 0),
    constraint session_ended_because check (
        ended_because in ('signed_out', 'revoked', 'replaced', 'password_changed', 'reused', 'suspended', 'merged')),
    constraint session_ended_with_reason check ((ended_at is null) = (ended_because is null))
);
create index session_of_account on session (account_id, last_seen_at desc);
create index session_age on session (expires_at);

-- The same person at another door.
create table external_login (
    provider   text not null,
    subject    text not null,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id uuid not null references account (id),
    username   text,
    name       text not null,
    linked_at  timestamptz not null default reverie_now(),
    primary key (provider, subject),
    constraint one_login_per_door unique (account_id, provider),
    constraint external_provider check (provider ~ '^[a-z]{2,20}$'),
    constraint external_lengths check (length(subject) between 1 and 200 and length(name) between 1 and 60)
);

-- One-time codes between doors; only their hashes lie here.
create table link_code (
    sha256      text primary key,
    tenant_id   uuid not null default '00000000-0000-0000-0000-000000000000',
    purpose     text not null,
    -- tab: whose tab waits. web: who will be signed in. digits: nobody yet.
    account_id  uuid references account (id),
    provider    text,
    subject     text,
    username    text,
    name        text,
    locale      text,
    -- tab: who came in with it.
    verified_as uuid references account (id),
    created_at  timestamptz not null default reverie_now(),
    expires_at  timestamptz not null,
    verified_at timestamptz,
    used_at     timestamptz,
    constraint link_purpose check (purpose in ('tab', 'web', 'digits')),
    constraint link_bound check ((purpose = 'digits') = (account_id is null)),
    constraint digits_name_somebody check (purpose <> 'digits' or (provider is not null and subject is not null
                                           and username is not null and name is not null and locale is not null)),
    constraint verified_as_somebody check ((verified_at is null) = (verified_as is null)),
    constraint only_tabs_are_verified check (verified_at is null or purpose = 'tab')
);
create index link_code_of_account on link_code (account_id);
create unique index link_code_digits on link_code (provider, subject) where purpose = 'digits';
create index link_code_username on link_code (username) where purpose = 'digits';
create index link_code_age on link_code (expires_at);

-- The link in the mail that proves a mailbox; the newest one only.
create table mailbox_proof (
    account_id  uuid primary key references account (id),
    tenant_id   uuid not null default '00000000-0000-0000-0000-000000000000',
    mailbox_key text not null,
    sha256      text unique,
    tries       int not null default 0,
    next_try_at timestamptz not null default reverie_now(),
    sent_at     timestamptz,
    expires_at  timestamptz not null,
    constraint proof_tries check (tries between 0 and 5)
);
create index mailbox_proof_unsent on mailbox_proof (next_try_at) where sent_at is null;

-- The one-time links that make the first admin; gone once there is one.
create table setup_link (
    sha256     text primary key,
    expires_at timestamptz not null
);

-- What somebody agreed to, and when. Nothing asks for consent yet.
create table consent (
    account_id   uuid not null references account (id),
    tenant_id    uuid not null default '00000000-0000-0000-0000-000000000000',
    what         text not null,
    version      text not null,
    surface      text not null,
    given_at     timestamptz not null default reverie_now(),
    withdrawn_at timestamptz,
    primary key (account_id, what, version),
    constraint consent_withdrawn_later check (withdrawn_at >= given_at)
);

create table audit_entry (
    id         uuid primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    at         timestamptz not null default reverie_now(),
    -- Null is the host at the terminal. No foreign key: the log outlives the account.
    actor_id   uuid,
    action     text not null,
    subject    text not null,
    details    jsonb not null,
    request_id text,
    constraint audit_lengths check (length(action) between 1 and 60 and length(subject) between 1 and 300)
);
revoke update, delete, truncate on audit_entry from reverie_app;

grant select on account, session, external_login, link_code, consent to reverie_web;

alter table account enable row level security;
create policy account_own on account to reverie_web using (id = reverie_reader());
create policy account_app on account to reverie_app using (true) with check (true);
alter table session enable row level security;
create policy session_own on session to reverie_web using (account_id = reverie_reader());
create policy session_app on session to reverie_app using (true) with check (true);
alter table external_login enable row level security;
create policy external_login_own on external_login to reverie_web using (account_id = reverie_reader());
create policy external_login_app on external_login to reverie_app using (true) with check (true);
alter table link_code enable row level security;
create policy link_code_own on link_code to reverie_web using (account_id = reverie_reader());
create policy link_code_app on link_code to reverie_app using (true) with check (true);
alter table consent enable row level security;
create policy consent_own on consent to reverie_web using (account_id = reverie_reader());
create policy consent_app on consent to reverie_app using (true) with check (true);
