-- Quotes, jobs, their attempts, outputs and deliveries. Lock order: job_turn, quote, job_ready, job; then the wallet.

-- A ceiling that was promised for some minutes. Starts at most one job.
create table quote (
    id               uuid primary key,
    tenant_id        uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id       uuid not null,
    model            text not null,
    inputs           jsonb not null,
    inputs_sha256    text not null,
    price_version    text not null,
    credits_micros   bigint not null,
    expected_seconds bigint not null,
    surface          text not null,
    signature        text not null,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    -- The one job that was started from it.
    job_id           uuid,
    constraint credits_not_negative check (credits_micros >= 0),
    constraint expires_after_made check (expires_at > created_at)
);
create index quote_age on quote (expires_at);
create unique index quote_job on quote (job_id) where job_id is not null;

create table job (
    id               uuid primary key,
    tenant_id        uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id       uuid not null,
    -- A piece of a larger job (a scene of a film) names it and its place in it. No model makes pieces yet.
    parent_id        uuid references job (id),
    piece            int,
    surface          text not null,
    language         text not null,
    model            text not null,
    inputs           jsonb not null,
    lane             text not null,
    band             smallint not null,
    share            smallint not null,
    state            text not null,
    waiting_for      text,
    deadline         timestamptz not null,
    quote_id         uuid not null,
    price_version    text not null,
    quoted_micros    bigint not null,
    -- The hold that pays for it now; a claim or a replay makes a new one. Null where nothing is to be paid.
    hold_id          uuid,
    held_micros      bigint not null,
    charged_micros   bigint not null,
    expected_seconds bigint not null,
    attempts         smallint not null,
    -- Since when it is in trouble; the first half minute of it is not shown.
    trouble_at       timestamptz,
    cancel_at        timestamptz,
    error_class      text,
    error_code       text,
    recipe           jsonb,
    data             jsonb,
    timeline         jsonb not null,
    idem_key         text,
    idem_body        text,
    request_id       text,
    -- Failed for a reason nobody understands: kept for the admin until replayed or put away.
    dead_at          timestamptz,
    discarded_at     timestamptz,
    discard_reason   text,
    -- Deleted by its owner, who may still take that back.
    hidden_at        timestamptz,
    created_at       timestamptz not null,
    started_at       timestamptz,
    ended_at         timestamptz,
    constraint state_known check (state in ('queued', 'running', 'succeeded', 'failed', 'canceled')),
    constraint waiting_for_known check (waiting_for in
        ('start', 'payment', 'approval', 'review', 'provider', 'delivery', 'claim')),
    constraint ended_iff_final check ((state in ('succeeded', 'failed', 'canceled')) = (ended_at is not null)),
    constraint held_only_while_live check (held_micros = 0 or ended_at is null),
    constraint charged_only_if_succeeded check (charged_micros = 0 or state = 'succeeded'),
    constraint never_above_the_quote check (charged_micros between 0 and quoted_micros
                                            and held_micros between 0 and quoted_micros),
    constraint error_iff_failed check ((state = 'failed') = (error_code is not null)),
    constraint piece_has_parent check ((parent_id is null) = (piece is null)),
    constraint dead_only_if_failed check (dead_at is null or state = 'failed'),
    constraint delivery_only_after_success check
        (waiting_for not in ('delivery', 'claim') or state = 'succeeded')
) with (fillfactor = 70);
create index job_of_account on job (account_id, id desc);
create index job_live on job (account_id) where ended_at is null;
create unique index job_key on job (account_id, idem_key) where idem_key is not null;
create index job_of_parent on job (parent_id) where parent_id is not null;
create index job_dead on job (dead_at) where dead_at is not null and discarded_at is null;
create index job_ended on job (ended_at) where ended_at is not null;

-- What can be taken up by a worker, and who has taken it: thin, short-lived rows.
create table job_ready (
    job_id      uuid primary key,
    tenant_id   uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id  uuid not null,
    lane        text not null,
    -- Smaller goes first; those that wait long are lifted.
    band        smallint not null,
    -- Start tag of the fair queue, in millionths of a turn.
    vt          bigint not null,
    -- How many of this person's jobs may run in this lane at the same time.
    share       smallint not null,
    lifted_at   timestamptz not null,
    not_before  timestamptz not null,
    worker      uuid,
    -- The attempt that holds the lease. What an older one still has to say is not listened to.
    attempt_id  uuid,
    lease_until timestamptz,
    stop        boolean not null default false,
    progress    real not null default 0,
    constraint leased_as_a_whole check ((worker is null) = (lease_until is null)),
    constraint share_positive check (share > 0)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index job_ready_next on job_ready (lane, band, vt, job_id) where lease_until is null;
create index job_ready_leased on job_ready (lease_until) where lease_until is not null;

-- Where each lane's fair queue has got to, and each person in it.
create table job_lane (
    lane      text primary key,
    tenant_id uuid not null default '00000000-0000-0000-0000-000000000000',
    vt        bigint not null
) with (fillfactor = 50);

create table job_turn (
    account_id uuid not null,
    lane       text not null,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    vt         bigint not null,
    primary key (account_id, lane)
) with (fillfactor = 50);

-- One try of a job. Its id is the key a provider is given.
create table job_attempt (
    id          uuid primary key,
    tenant_id   uuid not null default '00000000-0000-0000-0000-000000000000',
    job_id      uuid not null references job (id),
    number      smallint not null,
    provider    text not null,
    model       text not null,
    -- The provider's own id while the run goes on elsewhere.
    task_id     text,
    worker      uuid not null,
    state       text not null,
    not_before  timestamptz,
    error_class text,
    error_code  text,
    detail      text,
    started_at  timestamptz not null,
    ended_at    timestamptz,
    constraint number_positive check (number > 0),
    constraint state_known check (state in
        ('running', 'elsewhere', 'succeeded', 'failed', 'stopped', 'lost', 'abandoned')),
    constraint ended_iff_over check ((state in ('running', 'elsewhere')) = (ended_at is null)),
    unique (job_id, number)
) with (fillfactor = 70);

create table job_output (
    job_id     uuid not null references job (id),
    place      smallint not null,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id uuid not null,
    media_id   uuid not null,
    primary key (job_id, place)
);
create unique index job_output_medium on job_output (media_id);

-- A door outside that was asked to hand over the result.
create table job_delivery (
    id         uuid primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    job_id     uuid not null references job (id),
    account_id uuid not null,
    door       text not null,
    target     jsonb not null,
    state      text not null,
    why        text,
    -- For what is pending: given up then. For what is claimable: deleted then.
    deadline   timestamptz not null,
    created_at timestamptz not null,
    ended_at   timestamptz,
    constraint state_known check (state in ('pending', 'delivered', 'failed', 'claimable', 'expired')),
    constraint ended_iff_over check ((state in ('pending', 'claimable')) = (ended_at is null)),
    unique (job_id)
);
create index job_delivery_open on job_delivery (deadline) where ended_at is null;

-- What a person reads is theirs.
grant select on quote, job, job_output, job_delivery, job_ready to reverie_web;
alter table quote enable row level security;
create policy owner_reads on quote for select to reverie_web using (account_id = reverie_reader());
create policy app_works on quote to reverie_app using (true) with check (true);
alter table job enable row level security;
create policy owner_reads on job for select to reverie_web using (account_id = reverie_reader());
create policy app_works on job to reverie_app using (true) with check (true);
alter table job_output enable row level security;
create policy owner_reads on job_output for select to reverie_web using (account_id = reverie_reader());
create policy app_works on job_output to reverie_app using (true) with check (true);
alter table job_delivery enable row level security;
create policy owner_reads on job_delivery for select to reverie_web using (account_id = reverie_reader());
create policy app_works on job_delivery to reverie_app using (true) with check (true);
alter table job_ready enable row level security;
create policy owner_reads on job_ready for select to reverie_web using (account_id = reverie_reader());
create policy app_works on job_ready to reverie_app using (true) with check (true);
