-- The same promise as before, looked after in one query instead of three: postings of a statement sum to zero per
-- transaction, have their transaction and their accounts, and are of one asset. (By arrays: see the first version.)
create or replace function ledger_postings_are_whole() returns trigger language plpgsql as $$
declare
    transactions uuid[];
    gap          text;
    whole        boolean;
begin
    select s.transactions, s.gap,
        cardinality(s.transactions) = (select count(*) from ledger_transaction where id = any (s.transactions))
        and (select count(*) = cardinality(s.accounts) and count(distinct asset) <= 1
            from ledger_account where id = any (s.accounts))
    into transactions, gap, whole
    from (
        select array_agg(t.transaction_id) as transactions,
            min(t.transaction_id || ' by ' || t.amount) filter (where t.amount <> 0) as gap,
            (select array_agg(distinct account_id) from fresh) as accounts
        from (select transaction_id, sum(amount) as amount from fresh group by transaction_id) t
    ) s;
    if gap is not null then
        raise exception 'Transaction does not balance: %', gap
            using errcode = 'check_violation', constraint = 'transaction_balanced', table = 'ledger_posting';
    end if;
    if not whole then
        raise exception 'Postings of % lack their transaction or account, or mix assets', transactions
            using errcode = 'check_violation', constraint = 'posting_has_its_own', table = 'ledger_posting';
    end if;
    return null;
end $$;
