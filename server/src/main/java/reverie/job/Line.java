package reverie.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The line before each lane: fair between people, whatever one of them has queued. */
@Component
class Line {
    /** Whose turn in which lane. */
    record Turn(UUID account, String lane) {
        static Turn of(Job job) {
            return new Turn(job.account().value(), job.lane());
        }
    }

    private final JdbcClient db;
    private final JsonMapper json;

    Line(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /**
     * Puts jobs in line; also those that get a second life. Start-time fair queueing: a job's start tag is where its
     * lane has got to, or where its owner's last job ends, whichever is later. One number per job orders the line
     * fairly between people.
     */
    void enter(Collection<Job> accepted, Map<Turn, Long> turns, Instant now) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Job job : accepted) {
            Turn turn = Turn.of(job);
            long start = Objects.requireNonNull(turns.get(turn));
            turns.put(turn, start + job.turn());
            rows.add(Map.of(
                    "id",
                    job.id(),
                    "account",
                    job.account().value(),
                    "lane",
                    job.lane(),
                    "band",
                    job.band(),
                    "vt",
                    start,
                    "share",
                    job.share(),
                    "now",
                    now));
        }
        db.sql("""
                        insert into job_ready (job_id, account_id, lane, band, vt, share, lifted_at, not_before)
                        select id, account, lane, band, vt, share, now, now
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(id uuid, account uuid, lane text,
                               band smallint, vt bigint, share smallint, now timestamptz)
                        """).param("rows", json.writeValueAsString(rows)).update();
        List<Map.Entry<Turn, Long>> ends = List.copyOf(turns.entrySet());
        db.sql("""
                        update job_turn t set vt = n.vt
                          from unnest(cast(:accounts as uuid[]), cast(:lanes as text[]), cast(:vts as bigint[]))
                               as n(account, lane, vt)
                         where t.account_id = n.account and t.lane = n.lane
                        """)
                .param(
                        "accounts",
                        ends.stream().map(e -> e.getKey().account().toString()).toArray(String[]::new))
                .param("lanes", ends.stream().map(e -> e.getKey().lane()).toArray(String[]::new))
                .param("vts", ends.stream().map(e -> e.getValue().toString()).toArray(String[]::new))
                .update();
    }

    /** Locks each person's turn in each lane, in one order, and tells where their next job would start. */
    Map<Turn, Long> lock(List<Turn> turns) {
        Map<Turn, Long> found = new HashMap<>();
        if (turns.isEmpty()) return found;
        List<Turn> distinct = turns.stream().distinct().toList();
        db.sql("""
                        insert into job_turn as t (account_id, lane, vt)
                        select n.account, n.lane, coalesce((select l.vt from job_lane l where l.lane = n.lane), 0)
                          from unnest(cast(:accounts as uuid[]), cast(:lanes as text[])) as n(account, lane)
                         order by n.account, n.lane
                            on conflict (account_id, lane) do update set vt = greatest(t.vt, excluded.vt)
                        returning account_id, lane, vt
                        """)
                .param(
                        "accounts",
                        distinct.stream().map(t -> t.account().toString()).toArray(String[]::new))
                .param("lanes", distinct.stream().map(Turn::lane).toArray(String[]::new))
                .query((row, n) -> Map.entry(
                        new Turn(row.getObject("account_id", UUID.class), row.getString("lane")), row.getLong("vt")))
                .list()
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }
}
