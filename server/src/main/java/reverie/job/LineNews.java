package reverie.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;

/** Tells those at the front of a line how it moves. Only news: whoever misses it can look. */
@Component
class LineNews {
    private static final Logger log = LoggerFactory.getLogger(LineNews.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int TOLD_MAX = 50;
    /** Lines that move faster than news of them are not told about. */
    private static final List<String> TOO_FAST = List.of("noop", Lanes.POLL);

    private record Standing(UUID job, UUID account, String lane, int place, long expected) {}

    private final JdbcClient db;
    private final Lanes lanes;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private Instant last = Instant.EPOCH;

    LineNews(JdbcClient db, Lanes lanes, Clock clock, ApplicationEventPublisher events) {
        this.db = db;
        this.lanes = lanes;
        this.clock = clock;
        this.events = events;
    }

    /** Called often; tells now and then. */
    void maybeTell() {
        Instant now = clock.instant();
        if (last.plus(EVERY).isAfter(now)) return;
        last = now;
        lanes.names().stream().filter(lane -> !TOO_FAST.contains(lane)).forEach(this::tell);
    }

    private void tell(String lane) {
        List<Standing> front = db.sql("""
                        select r.job_id as job, r.account_id as account, r.lane,
                               row_number() over (order by r.band, r.vt, r.job_id)::int as place,
                               j.expected_seconds as expected
                          from (select * from job_ready where lane = :lane and lease_until is null
                                 order by band, vt, job_id limit :most) r
                          join job j on j.id = r.job_id
                         where j.waiting_for = 'start'
                         order by place
                        """)
                .param("lane", lane)
                .param("most", TOLD_MAX)
                .query((row, n) -> new Standing(
                        row.getObject("job", UUID.class),
                        row.getObject("account", UUID.class),
                        row.getString("lane"),
                        row.getInt("place"),
                        row.getLong("expected")))
                .list();
        for (Standing one : front) {
            long turns = (one.place() - 1L) / lanes.cap(lane) + 1;
            var news =
                    new JobProgressed(one.job(), new AccountId(one.account()), 0, turns * one.expected(), one.place());
            try {
                events.publishEvent(news);
            } catch (RuntimeException e) {
                log.debug("News of {} was not heard", one.job(), e);
            }
        }
    }
}
