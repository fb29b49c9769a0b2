-- Exact credits: an append-only ledger in double entry. All amounts are whole millionths.
--
-- Lock order: wallets (ledger_account) by id, then what belongs to them (holds, lots). Whoever changes a hold or a lot
-- holds the lock of its wallet, so those rows are never waited for.

create table ledger_account (
    id         uuid primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    owner_kind text not null,
    owner_id   uuid not null,
    asset      text not null default 'credit',
    -- Kept for wallets only. The house's own sides and clearing are summed from their postings: a row that every
    -- charge of every person updates would be the one that all of them wait for.
    balance    bigint,
    held       bigint not null default 0,
    -- Up to which posting the lots of this wallet are written down (see ledger_lot).
    lots_upto  bigint not null default 0,
    constraint owner_kind_known check (owner_kind in ('account', 'mandate', 'team', 'platform', 'clearing')),
    constraint asset_known check (asset in ('credit', 'USD', 'EUR', 'INR', 'RUB', 'XTR')),
    constraint balance_kept_for_wallets check ((balance is null) = (owner_kind in ('platform', 'clearing'))),
    constraint credits_not_negative check (balance >= 0),
    constraint held_within_balance check (held >= 0 and held <= coalesce(balance, 0)),
    constraint credits_of_an_account_have_its_id
        check (owner_kind <> 'account' or asset <> 'credit' or id = owner_id),
    constraint one_per_owner_and_asset unique (owner_kind, owner_id, asset)
) with (fillfactor = 50);
comment on column ledger_account.owner_kind is
    'account: a person''s wallet. platform: the house''s own sides. mandate (an agent''s budget), team and clearing'
    ' (per payment provider) are named now, so that what comes to own credits needs no change of the ledger.';
comment on column ledger_account.asset is
    'credit is what is counted in millionths; the others are money in minor units, for clearing and payouts.';

create table ledger_transaction (
    id         uuid primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    reference  text not null,
    kind       text not null,
    reason     text,
    job_id     uuid,
    payment_id uuid,
    reverses   uuid,
    at         timestamptz not null default reverie_now(),
    constraint reference_once unique (reference),
    constraint reference_length check (length(reference) between 1 and 200),
    constraint reason_length check (length(reason) between 1 and 500),
    constraint kind_known check (kind in ('grant', 'purchase', 'hold', 'charge', 'release', 'reversal', 'refund',
        'transfer', 'share', 'payout', 'adjustment', 'expiry')),
    constraint adjusted_with_a_reason check (kind <> 'adjustment' or reason is not null),
    constraint undoing_names_what check ((kind in ('reversal', 'expiry')) = (reverses is not null))
);
-- A charge is undone once. (The rest of a grant may expire in parts: what is held of it goes later.)
create unique index reversed_once on ledger_transaction (reverses) where kind = 'reversal';
comment on column ledger_transaction.payment_id is 'The payment that a purchase or a refund belongs to.';
comment on column ledger_transaction.reverses is 'The charge that a reversal undoes; the grant whose rest expires.';

-- One side of a transaction; of a wallet it is the entry that its owner reads. At most one per transaction and wallet.
-- No foreign keys: a thousand charges a second would each lock the house's row for sharing. The trigger below looks at
-- all rows of a statement at once instead, and nothing here is ever deleted.
create table ledger_posting (
    transaction_id uuid not null,
    account_id     uuid not null,
    tenant_id      uuid not null default '00000000-0000-0000-0000-000000000000',
    sequence       bigint not null generated always as identity,
    kind           text not null,
    amount         bigint not null,
    held           bigint not null default 0,
    balance_after  bigint,
    held_after     bigint,
    salt           uuid not null default gen_random_uuid(),
    primary key (transaction_id, account_id),
    constraint something_moves check (amount <> 0 or held <> 0),
    constraint after_both_or_none check ((balance_after is null) = (held_after is null)),
    constraint held_in_wallets_only check (held = 0 or held_after is not null),
    constraint held_after_within_balance check (held_after between 0 and balance_after)
);
create unique index ledger_posting_history on ledger_posting (account_id, sequence);
comment on column ledger_posting.amount is 'The effect on the balance; the amounts of a transaction sum to zero.';
comment on column ledger_posting.held is 'The effect on what is reserved of the balance.';
comment on column ledger_posting.salt is
    'For the seal: hides what is in a leaf from whoever sees only its hash.';

-- (Looked up by arrays: a plan that was made while the tables were small stays good when they have grown.)
create function ledger_postings_are_whole() returns trigger language plpgsql as $$
declare
    transactions uuid[];
    accounts     uuid[];
    gap          text;
begin
    select array_agg(s.transaction_id), min(s.transaction_id || ' by ' || s.amount) filter (where s.amount <> 0)
    into transactions, gap
    from (select transaction_id, sum(amount) as amount from fresh group by transaction_id) s;
    if gap is not null then
        raise exception 'Transaction does not balance: %', gap
            using errcode = 'check_violation', constraint = 'transaction_balanced', table = 'ledger_posting';
    end if;
    select array_agg(distinct account_id) into accounts from fresh;
    if cardinality(transactions) <> (select count(*) from ledger_transaction where id = any (transactions))
        or (select count(*) <> cardinality(accounts) or count(distinct asset) > 1
            from ledger_account where id = any (accounts))
    then
        raise exception 'Postings of % to % lack their transaction or account, or mix assets', transactions, accounts
            using errcode = 'check_violation', constraint = 'posting_has_its_own', table = 'ledger_posting';
    end if;
    return null;
end $$;
create trigger transaction_balanced after insert on ledger_posting
    referencing new table as fresh for each statement execute function ledger_postings_are_whole();

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, lower(tg_op)
        using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on ledger_transaction
    for each statement execute function ledger_is_append_only();
create trigger append_only before update or delete on ledger_posting
    for each statement execute function ledger_is_append_only();
revoke update, delete on ledger_transaction, ledger_posting from reverie_app;

-- What is reserved, until it is charged (whole or in part) or released. The id is the caller's: a job's.
create table ledger_hold (
    id         uuid primary key,
    tenant_id  uuid not null default '00000000-0000-0000-0000-000000000000',
    account_id uuid not null,
    credits    bigint not null,
    charged    bigint not null default 0,
    state      text not null default 'held',
    job_id     uuid,
    expires_at timestamptz,
    created_at timestamptz not null default reverie_now(),
    ended_at   timestamptz,
    constraint hold_state_known check (state in ('held', 'charged', 'released')),
    constraint hold_not_negative check (credits >= 0),
    constraint charged_within_hold check (charged between 0 and credits),
    constraint charged_iff_it_says_so check ((charged > 0) = (state = 'charged')),
    constraint ended_iff_final check ((ended_at is null) = (state = 'held')),
    constraint live_holds_do_not_expire check (expires_at is null or state <> 'held' or job_id is null)
) with (fillfactor = 50);
comment on column ledger_hold.expires_at is
    'Null while a job stands behind it: then it is the job''s deadline that ends it. For holds without a job.';

-- What the house gave, and when it is gone. Charges take from the lot that expires first; the order of the postings
-- decides. That is worked out when somebody needs to know (ledger_account.lots_upto says how far it is written down in
-- `unspent`), not at every charge. What comes otherwise, from another wallet or back from a charge, never expires, is
-- spent last and needs no lot.
create table ledger_lot (
    id           uuid not null,
    account_id   uuid not null,
    tenant_id    uuid not null default '00000000-0000-0000-0000-000000000000',
    origin       text not null,
    credits      bigint not null,
    unspent      bigint not null,
    expires_at   timestamptz,
    withdrawn_at timestamptz,
    created_at   timestamptz not null default reverie_now(),
    primary key (account_id, id),
    constraint lot_positive check (credits > 0),
    constraint unspent_within_lot check (unspent between 0 and credits),
    constraint origin_known check (origin in ('grant', 'purchase', 'adjustment'))
) with (fillfactor = 70);
create index ledger_lot_due on ledger_lot (coalesce(withdrawn_at, expires_at))
    where unspent > 0 and coalesce(withdrawn_at, expires_at) is not null;
comment on column ledger_lot.id is 'That of the transaction that brought the credits.';
comment on column ledger_lot.withdrawn_at is
    'Taken back before its time. What is held of it goes when the hold is released.';

-- Of requests in their order, the sum of those that fit into what is available: one that does not fit is passed over,
-- and a smaller one behind it may fit again.
create function ledger_accept(accepted bigint, credits bigint, available bigint) returns bigint
    language sql immutable parallel safe
    as $$ select case when accepted + credits <= available then accepted + credits else accepted end $$;
create aggregate ledger_accepted(credits bigint, available bigint) (
    sfunc = ledger_accept, stype = bigint, initcond = '0'
);

-- A person reads their own wallet, entries, and what those say of their transaction; holds and lots are ours.
grant select on ledger_account, ledger_posting, ledger_transaction to reverie_web;
alter table ledger_account enable row level security;
alter table ledger_posting enable row level security;
alter table ledger_transaction enable row level security;
alter table ledger_hold enable row level security;
alter table ledger_lot enable row level security;
create policy own_wallet on ledger_account for select to reverie_web
    using (owner_kind = 'account' and owner_id = reverie_reader());
create policy own_entries on ledger_posting for select to reverie_web
    using (account_id = reverie_reader());
create policy own_transactions on ledger_transaction for select to reverie_web
    using (exists (
        select from ledger_posting p
        where p.transaction_id = ledger_transaction.id and p.account_id = reverie_reader()));
create policy all_of_it on ledger_account to reverie_app using (true) with check (true);
create policy all_of_it on ledger_posting to reverie_app using (true) with check (true);
create policy all_of_it on ledger_transaction to reverie_app using (true) with check (true);
create policy all_of_it on ledger_hold to reverie_app using (true) with check (true);
create policy all_of_it on ledger_lot to reverie_app using (true) with check (true);
