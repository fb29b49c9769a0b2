-- Pictures, films and sounds: where the bytes lie, what decoding told of them, who still needs them.

-- Each account's files lie in a folder of their own under a name that says nothing: to erase an account is to
-- delete a folder, and nothing tells that two people have the same file.
create table media_folder (
    account_id uuid primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    folder     text not null unique,
    constraint folder_is_a_name check (folder ~ '^[A-Za-z0-9_-]{16,64}$')
);

create table media (
    id           uuid primary key,
    tenant_id    uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id   uuid not null,
    kind         text not null,
    content_type text not null,
    -- The folder it lies in now: for a while another than its owner's, when it came from a visitor.
    folder       text not null,
    file_name    text not null unique,
    bytes        bigint not null,
    sha256       text not null,
    width        int,
    height       int,
    seconds      double precision,
    luma         double precision,
    luma_spread  double precision,
    motion       double precision,
    peak_dbfs    double precision,
    -- Of somebody without an account: swept after a day unless claimed or taken along.
    by_visitor   boolean not null,
    locked       boolean not null default false,
    -- What made it, and of what: the lineage.
    job_id       uuid,
    made_of      uuid[] not null default '{}',
    provenance   jsonb not null default '{}',
    -- Only 'private' is given so far; sharing comes with posts.
    visibility   text not null default 'private',
    -- Only 'unchecked' is given so far; reports and review come with posts.
    moderation   text not null default 'unchecked',
    trashed_at   timestamptz,
    -- The Idempotency-Key it was sent with, and the hash of what was sent: for a day.
    request_key    text,
    request_sha256 text,
    created_at   timestamptz not null default reverie_now(),
    constraint kind_known check (kind in ('image', 'video', 'audio')),
    constraint bytes_positive check (bytes > 0),
    constraint sha256_shape check (sha256 ~ '^[0-9a-f]{64}$'),
    constraint size_unless_sound check (
        kind = 'audio' and width is null and height is null or kind <> 'audio' and width > 0 and height > 0),
    constraint file_is_a_name check (file_name ~ '^[A-Za-z0-9_-]{16,64}\.[a-z0-9]{2,5}$'),
    constraint request_whole check ((request_key is null) = (request_sha256 is null)),
    constraint request_key_length check (length(request_key) between 1 and 200),
    constraint visibility_known check (visibility in ('private', 'link', 'public')),
    constraint moderation_known check (moderation in ('unchecked', 'approved', 'limited', 'removed'))
);
create index media_of_account on media (account_id, id desc) where trashed_at is null;
create index media_in_trash on media (trashed_at) where trashed_at is not null;
create unique index media_of_request on media (account_id, request_key) where request_key is not null;
create index media_of_visitors on media (created_at) where by_visitor;
create index media_of_jobs on media (created_at) where job_id is not null;
create index media_in_folder on media (folder);

create table media_variant (
    media_id     uuid not null references media on delete cascade,
    name         text not null,
    tenant_id    uuid not null default '00000000-0000-0000-0000-000000000000',
    content_type text not null,
    file_name    text not null unique,
    bytes        bigint not null,
    width        int not null,
    height       int not null,
    primary key (media_id, name),
    constraint name_known check (name in ('thumb', 'poster')),
    constraint bytes_positive check (bytes > 0),
    constraint file_is_a_name check (file_name ~ '^[A-Za-z0-9_-]{16,64}\.[a-z0-9]{2,5}$')
);

-- Who needs a medium: 'job:<id>'. What somebody claims is not swept.
create table media_claim (
    media_id   uuid not null references media on delete cascade,
    claimant   text not null,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    created_at timestamptz not null default reverie_now(),
    primary key (media_id, claimant),
    constraint claimant_length check (length(claimant) between 1 and 200)
);
create index media_claim_of on media_claim (claimant);

alter table media_folder enable row level security;
alter table media enable row level security;
alter table media_variant enable row level security;
alter table media_claim enable row level security;
create policy app_all on media_folder to reverie_app using (true) with check (true);
create policy app_all on media to reverie_app using (true) with check (true);
create policy app_all on media_variant to reverie_app using (true) with check (true);
create policy app_all on media_claim to reverie_app using (true) with check (true);

-- A person reads what is theirs. Variants show where their medium does: its policy holds inside this one.
grant select on media, media_variant to reverie_web;
create policy owner_reads on media for select to reverie_web using (account_id = reverie_reader());
create policy owner_reads on media_variant for select to reverie_web
    using (exists (select 1 from media where media.id = media_id));

-- An upload in parts that may break off and go on (tus). How far it came is the size of its file.
create table upload (
    id         uuid primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id uuid not null,
    by_visitor boolean not null,
    folder     text not null,
    file_name  text not null unique,
    length     bigint not null,
    -- What it became when it was whole.
    media_id   uuid references media on delete set null,
    expires_at timestamptz not null,
    created_at timestamptz not null default reverie_now(),
    constraint length_positive check (length > 0),
    constraint file_is_a_name check (file_name ~ '^\.up-[A-Za-z0-9_-]{16,64}$')
);
create index upload_of_account on upload (account_id);
create index upload_age on upload (expires_at);
create index upload_in_folder on upload (folder);
create index upload_became on upload (media_id) where media_id is not null;
alter table upload enable row level security;
create policy app_all on upload to reverie_app using (true) with check (true);
