-- A preview is a letter of its own kind: sent soon and once, or not at all.
alter table telegram_outbox drop constraint kind_known;
alter table telegram_outbox add constraint kind_known
    check (kind in ('message', 'edit', 'status', 'progress', 'result', 'file', 'preview'));
