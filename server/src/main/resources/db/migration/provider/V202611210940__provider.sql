-- The provider's side of every attempt: what was asked of whom, and how it ended.
create table provider_run (
    attempt_id  uuid primary key,
    tenant_id   uuid not null default '00000000-0000-0000-0000-000000000000',
    provider    text not null,
    model       text not null,
    -- The provider's own id of a run that goes on elsewhere.
    task_id     text,
    state       text not null,
    error_class text,
    error_code  text,
    -- For the admin, never for the person.
    detail      text,
    -- What the run cost the host, in millionths of a credit, where the provider tells.
    cost_micros bigint,
    started_at  timestamptz not null,
    ended_at    timestamptz,
    constraint state_known check (state in ('going_on', 'finished', 'failed', 'stopped', 'lost')),
    constraint ended_iff_over check ((state = 'going_on') = (ended_at is null)),
    constraint fault_iff_failed check ((state = 'failed') = (error_class is not null)),
    constraint cost_not_negative check (cost_micros >= 0)
);
create index provider_run_age on provider_run (started_at);
create index provider_run_task on provider_run (provider, task_id) where task_id is not null;
