package reverie.analytics;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the facts and their views. */
@Component
class Figures {
    private static final int ERRORS_MAX = 20;
    private static final int COHORTS_WEEKS = 12;

    /** @param active people who did something on this day of UTC */
    record People(long people, long active) {}

    record Credits(double granted, double charged, double held) {}

    private final JdbcClient db;

    Figures(JdbcClient db) {
        this.db = db;
    }

    People people() {
        return db.sql("""
                        select (select count(distinct account_id) from event_fact where name = 'sign_up') as people,
                               (select count(distinct account_id) from analytics_activity
                                 where at >= date_trunc('day', reverie_now(), 'UTC')) as active
                        """).query(People.class).single();
    }

    Credits credits() {
        return db.sql("""
                        select coalesce((select sum(credits_micros) from event_fact where name = 'credits_granted'), 0)
                                   / 1e6 as granted,
                               coalesce((select sum(credits_micros) from event_fact
                                          where name = 'credits_used' and at > reverie_now() - interval '1 day'), 0)
                                   / 1e6 as charged,
                               coalesce((select sum(held) from (
                                          select distinct on (account_id)
                                                 cast(attributes ->> 'heldMicros' as bigint) as held
                                            from event_fact where name like 'credits\\_%'
                                           order by account_id, id desc) newest), 0)
                                   / 1e6 as held
                        """).query(Credits.class).single();
    }

    Statistics statistics(int days) {
        return new Statistics(
                days(days),
                db
                        .sql("""
                                select error_class, cast(sum(failures) as bigint) as failures
                                  from analytics_errors_by_day
                                 where day > cast(reverie_now() at time zone 'UTC' as date) - cast(:days as integer)
                                 group by error_class order by failures desc, error_class limit :most
                                """)
                        .param("days", days)
                        .param("most", ERRORS_MAX)
                        .query(Statistics.Failures.class)
                        .list()
                        .stream()
                        .map(Objects::requireNonNull)
                        .toList(),
                db
                        .sql("select step, people from analytics_funnel order by place")
                        .query(Statistics.Step.class)
                        .list()
                        .stream()
                        .map(Objects::requireNonNull)
                        .toList(),
                db.sql("""
                                select week, of_people, weeks_later, people from analytics_retention_by_week
                                 where week > cast(reverie_now() at time zone 'UTC' as date) - 7 * :weeks
                                 order by week, weeks_later
                                """).param("weeks", COHORTS_WEEKS).query(Statistics.Returning.class).list().stream()
                        .map(Objects::requireNonNull)
                        .toList(),
                active("day"),
                active("week"),
                active("month"));
    }

    private List<Statistics.Day> days(int days) {
        return db.sql("""
                        select cast(d.day as date) as day,
                               coalesce(p.people, 0) as new_people, coalesce(a.people, 0) as active_people,
                               coalesce(v.requested, 0) as requested, coalesce(v.succeeded, 0) as succeeded,
                               coalesce(v.failed, 0) as failed, v.success_rate, v.mean_seconds,
                               coalesce(c.used, 0) as credits_used, coalesce(c.granted, 0) as credits_granted
                          from generate_series(
                                   date_trunc('day', reverie_now() at time zone 'UTC')
                                       - make_interval(days => :days - 1),
                                   reverie_now() at time zone 'UTC', interval '1 day') as d (day)
                          left join analytics_people_by_day p on p.day = d.day
                          left join analytics_active_by_day a on a.day = d.day
                          left join analytics_videos_by_day v on v.day = d.day
                          left join analytics_credits_by_day c on c.day = d.day
                         order by d.day
                        """).param("days", days).query(Statistics.Day.class).list().stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    private long active(String period) {
        return db.sql("""
                        select count(distinct account_id) from analytics_activity
                         where at >= date_trunc(:period, reverie_now(), 'UTC')
                        """).param("period", period).query(Long.class).single();
    }
}
