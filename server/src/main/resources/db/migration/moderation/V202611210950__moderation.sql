-- What the gate said. An allowed request without words leaves no row.
create table moderation_verdict (
    id         uuid primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id uuid not null,
    at         timestamptz not null default reverie_now(),
    surface    text not null,
    model      text not null,
    allowed    boolean not null,
    rule       text,
    -- The words that the rule was about; of an allowed request nothing is kept but that it passed.
    words      text,
    request_id text,
    constraint refused_by_a_rule check (allowed = (rule is null) and allowed = (words is null)),
    constraint verdict_lengths check (length(words) <= 300 and length(surface) <= 20 and length(model) <= 200)
);
create index moderation_verdict_refused on moderation_verdict (at desc) where not allowed;
create index moderation_verdict_of_account on moderation_verdict (account_id, at desc);
revoke update on moderation_verdict from reverie_app;
