-- What happened, for statistics: one row per fact, written in the transaction that it reports.
-- Nothing here says who somebody is: an account is an id, texts of people are not kept.

create table event_fact (
    id             bigint generated always as identity primary key,
    tenant_id      uuid not null default '00000000-0000-0000-0000-000000000000',
    at             timestamptz not null,
    name           text not null,
    account_id     uuid not null,
    surface        text,
    job_id         uuid,
    credits_micros bigint,
    seconds        double precision,
    model          text,
    error_class    text,
    attributes     jsonb not null default '{}',
    constraint name_length check (length(name) between 1 and 60),
    constraint seconds_not_negative check (seconds >= 0),
    constraint attributes_is_object check (jsonb_typeof(attributes) = 'object')
);
create index event_fact_name on event_fact (name, at);
create index event_fact_account on event_fact (account_id, at);
create index event_fact_job on event_fact (job_id, at) where job_id is not null;
-- A photo that is restored from the trash was sent once.
create unique index event_fact_photo on event_fact ((attributes ->> 'media')) where name = 'photo_sent';

-- The views are what a dashboard reads. A host who connects one makes a role for it and grants these views alone:
--   create role reverie_metabase login; grant select on analytics_… to reverie_metabase;
--   alter role reverie_metabase set statement_timeout = '30s';
--   alter role reverie_metabase set idle_in_transaction_session_timeout = '30s';
-- The limits matter: a reader that stays open keeps the queue of jobs from being tidied.

-- What a person does, in contrast to what happens to them.
create view analytics_activity as
select account_id, at, name, surface
  from event_fact
 where name in ('sign_up', 'photo_sent', 'video_requested', 'generation_canceled', 'video_claimed');

create view analytics_job as
select job_id,
       (array_agg(account_id order by id desc))[1] as account_id,
       max(model) as model,
       max(surface) as surface,
       min(at) filter (where name = 'video_requested') as requested_at,
       min(at) filter (where name = 'generation_started') as started_at,
       max(at) filter (where name in ('video_generated', 'generation_failed', 'generation_canceled')) as ended_at,
       case when bool_or(name = 'video_generated') then 'succeeded'
            when bool_or(name = 'generation_failed') then 'failed'
            when bool_or(name = 'generation_canceled') then 'canceled'
            when bool_or(name = 'generation_started') then 'running'
            else 'queued' end as state,
       max(seconds) filter (where name = 'video_generated') as seconds,
       (array_agg(error_class order by id desc) filter (where name = 'generation_failed'))[1] as error_class
  from event_fact
 where job_id is not null
   and name in ('video_requested', 'generation_started', 'video_generated', 'generation_failed', 'generation_canceled')
 group by job_id;

create view analytics_videos_by_day as
select (at at time zone 'UTC')::date as day,
       count(distinct job_id) filter (where name = 'video_requested') as requested,
       count(*) filter (where name = 'video_generated') as succeeded,
       count(*) filter (where name = 'generation_failed') as failed,
       count(*) filter (where name = 'generation_canceled') as canceled,
       count(*) filter (where name = 'video_sent') as sent,
       count(*) filter (where name = 'video_generated')::float8
           / nullif(count(*) filter (where name in ('video_generated', 'generation_failed')), 0) as success_rate,
       avg(seconds) filter (where name = 'video_generated') as mean_seconds
  from event_fact
 where name in ('video_requested', 'video_generated', 'video_sent', 'generation_failed', 'generation_canceled')
 group by 1;

create view analytics_credits_by_day as
select (at at time zone 'UTC')::date as day,
       coalesce(sum(credits_micros) filter (where name = 'credits_used'), 0) / 1e6 as used,
       coalesce(sum(credits_micros) filter (where name = 'credits_returned'), 0) / 1e6 as returned,
       coalesce(sum(credits_micros) filter (where name = 'credits_granted'), 0) / 1e6 as granted,
       coalesce(sum(credits_micros) filter (where name = 'credits_bought'), 0) / 1e6 as bought
  from event_fact
 where name in ('credits_used', 'credits_returned', 'credits_granted', 'credits_bought')
 group by 1;

create view analytics_errors_by_day as
select (at at time zone 'UTC')::date as day, coalesce(error_class, 'unknown') as error_class, count(*) as failures
  from event_fact
 where name = 'generation_failed'
 group by 1, 2;

create view analytics_people_by_day as
select (at at time zone 'UTC')::date as day, count(distinct account_id) as people
  from event_fact
 where name = 'sign_up'
 group by 1;

create view analytics_active_by_day as
select (at at time zone 'UTC')::date as day, count(distinct account_id) as people from analytics_activity group by 1;

create view analytics_active_by_week as
select date_trunc('week', at at time zone 'UTC')::date as week, count(distinct account_id) as people
  from analytics_activity group by 1;

create view analytics_active_by_month as
select date_trunc('month', at at time zone 'UTC')::date as month, count(distinct account_id) as people
  from analytics_activity group by 1;

-- How far people come. Whoever reached a step is counted in it, whatever they did first.
create view analytics_funnel as
with reached as (
    select account_id,
           bool_or(name = 'photo_sent') as sent,
           bool_or(name = 'sign_up') as joined,
           bool_or(name = 'video_requested') as asked,
           count(distinct job_id) filter (where name = 'video_generated') as films
      from event_fact
     group by account_id)
select step, place, people
  from (select count(*) filter (where sent) as a, count(*) filter (where joined) as b,
               count(*) filter (where asked) as c, count(*) filter (where films > 0) as d,
               count(*) filter (where films > 1) as e
          from reached) r
 cross join lateral (values ('photo_sent', 1, a), ('sign_up', 2, b), ('video_requested', 3, c),
                            ('video_generated', 4, d), ('video_again', 5, e)) as s (step, place, people);

-- Of those who came in one week, how many did something so many weeks later.
create view analytics_retention_by_week as
with cohort as (
    select account_id, min(date_trunc('week', at at time zone 'UTC')) as week
      from event_fact where name = 'sign_up' group by account_id),
size as (select week, count(*) as people from cohort group by week),
seen as (
    select c.week, ((date_trunc('week', a.at at time zone 'UTC'))::date - c.week::date) / 7 as weeks_later,
           count(distinct a.account_id) as people
      from cohort c join analytics_activity a on a.account_id = c.account_id
     group by 1, 2)
select seen.week::date as week, size.people as of_people, seen.weeks_later, seen.people
  from seen join size on size.week = seen.week
 where seen.weeks_later >= 0;
