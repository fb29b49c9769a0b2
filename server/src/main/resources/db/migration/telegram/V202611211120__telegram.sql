-- The bot: whom it knows, what it heard, what it was doing with whom, what it still has to send.
-- Lock order: telegram_update, telegram_dialogue, telegram_chat, telegram_watch, telegram_outbox.

-- Which bot a token belongs to, and how far its updates are stored.
create table telegram_bot (
    bot_id      bigint primary key,
    tenant_id   uuid not null default '00000000-0000-0000-0000-000000000000',
    username    text not null,
    link        text not null,
    -- The first update that is not stored yet; null before the first one.
    next_update bigint,
    seen_at     timestamptz not null
);

create table telegram_chat (
    chat_id      bigint primary key,
    tenant_id    uuid not null default '00000000-0000-0000-0000-000000000000',
    kind         text not null,
    -- The one last spoken in.
    language     text not null,
    -- Since when the person does not want to hear from the bot.
    blocked_at   timestamptz,
    created_at   timestamptz not null default reverie_now(),
    seen_at      timestamptz not null default reverie_now(),
    constraint kind_known check (kind in ('private', 'group')),
    constraint language_known check (language in ('en', 'ru', 'hi'))
);

-- Each update once, however often it comes. Handled in order per chat: the oldest unhandled one goes first.
create table telegram_update (
    bot_id      bigint not null,
    update_id   bigint not null,
    tenant_id   uuid not null default '00000000-0000-0000-0000-000000000000',
    chat_id     bigint not null,
    body        jsonb not null,
    state       text not null default 'new',
    taken_by    uuid,
    taken_until timestamptz,
    tries       smallint not null default 0,
    received_at timestamptz not null default reverie_now(),
    ended_at    timestamptz,
    primary key (bot_id, update_id),
    constraint state_known check (state in ('new', 'done', 'failed')),
    constraint ended_iff_over check ((state = 'new') = (ended_at is null)),
    constraint taken_as_a_whole check ((taken_by is null) = (taken_until is null))
);
create index telegram_update_new on telegram_update (chat_id, update_id) where state = 'new';
create index telegram_update_old on telegram_update (ended_at) where ended_at is not null;

-- What a button or a next message refers to. Its key is what a button carries.
create table telegram_dialogue (
    key        text primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    chat_id    bigint not null,
    person     bigint not null,
    -- Whether the next words of this person in this chat are meant for it.
    listening  boolean not null default false,
    -- Since when it listens; after a while nobody remembers what was asked.
    listens_from timestamptz,
    data       jsonb not null,
    created_at timestamptz not null default reverie_now(),
    expires_at timestamptz not null,
    constraint key_short check (length(key) between 8 and 24),
    constraint listening_since check (not listening or listens_from is not null)
);
create unique index telegram_dialogue_listening on telegram_dialogue (chat_id, person) where listening;
create index telegram_dialogue_age on telegram_dialogue (expires_at);

-- The message in which a person follows a job.
create table telegram_watch (
    job_id     uuid primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    chat_id    bigint not null,
    language   text not null,
    title      text not null,
    -- What asked for it, so that a button pressed twice in a row asks once.
    origin     text not null,
    -- Null until it is sent.
    message_id bigint,
    edited_at  timestamptz,
    created_at timestamptz not null default reverie_now(),
    ended_at   timestamptz
);
create index telegram_watch_origin on telegram_watch (chat_id, origin);
create index telegram_watch_age on telegram_watch (created_at);

-- What is to be sent, written in the transaction of what it tells.
create table telegram_outbox (
    id          uuid primary key,
    tenant_id   uuid not null default '00000000-0000-0000-0000-000000000000',
    chat_id     bigint not null,
    kind        text not null,
    -- 0 answers, 1 results, 2 last words of a status message, 3 progress.
    priority    smallint not null,
    job_id      uuid,
    delivery_id uuid,
    body        jsonb not null,
    state       text not null default 'waiting',
    not_before  timestamptz not null default reverie_now(),
    tries       smallint not null default 0,
    -- A try ended without an answer: it may have arrived.
    unsure      boolean not null default false,
    taken_until timestamptz,
    why         text,
    created_at  timestamptz not null default reverie_now(),
    ended_at    timestamptz,
    constraint kind_known check (kind in ('message', 'edit', 'status', 'progress', 'result', 'file')),
    -- At contact: told as soon as the person is heard of again.
    constraint state_known check (state in ('waiting', 'sending', 'at_contact', 'sent', 'failed', 'dropped')),
    constraint ended_iff_over check ((state in ('sent', 'failed', 'dropped')) = (ended_at is not null)),
    constraint sending_has_end check ((state = 'sending') = (taken_until is not null)),
    constraint follows_a_job check (kind not in ('status', 'progress', 'result') or job_id is not null)
) with (fillfactor = 70);
create index telegram_outbox_next on telegram_outbox (chat_id, priority, id) where state in ('waiting', 'sending');
create unique index telegram_outbox_progress on telegram_outbox (job_id) where kind = 'progress' and state = 'waiting';
create index telegram_outbox_contact on telegram_outbox (chat_id) where state = 'at_contact';
create index telegram_outbox_job on telegram_outbox (job_id) where ended_at is null;
create index telegram_outbox_old on telegram_outbox (ended_at) where ended_at is not null;
