package reverie.job;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.billing.Entitlements;
import reverie.catalog.Catalog;
import reverie.catalog.Model;
import reverie.catalog.ModelId;
import reverie.media.MediaStore;
import reverie.platform.AccountId;
import reverie.platform.Batcher;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.wallet.HoldOutcome;
import reverie.wallet.Wallet;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts jobs: hold, job, its place in line and where to deliver are one commit. Whoever asks at the same moment shares
 * the commit; who is refused is refused alone.
 */
@Component
class SubmitJob {
    private static final int WRITERS = 4;

    /**
     * @param quote that was written down before, by its id
     * @param fresh a quote made this moment, written down with its job; instead of {@code quote}
     * @param keyBody what was asked, in a form that is equal when the request is
     */
    record Request(
            Jobs.Asker asker,
            @Nullable UUID quote,
            Quotes.@Nullable Stored fresh,
            @Nullable String key,
            String keyBody,
            Delivery.@Nullable Wish wish,
            Entitlements.Tier tier,
            @Nullable String requestId) {
        UUID quoteId() {
            return fresh != null ? fresh.id() : Objects.requireNonNull(quote);
        }

        AccountId account() {
            return asker.account();
        }
    }

    sealed interface Answer {
        /** @param earlier whether it had been started by an earlier call with the same key */
        record Accepted(Job job, boolean earlier) implements Answer {}

        record Refused(Problem problem) implements Answer {}
    }

    private record Turn(UUID account, String lane) {}

    private record KeyOf(AccountId account, String key) {}

    private final Transactions transactions;
    private final JdbcClient db;
    private final JsonMapper json;
    private final JobRows jobs;
    private final Quotes quotes;
    private final Catalog catalog;
    private final Wallet wallet;
    private final MediaStore media;
    private final Views views;
    private final Ids ids;
    private final Bell bell;
    private final ApplicationEventPublisher events;
    private final Batcher<Request, Answer> batcher;

    SubmitJob(
            Transactions transactions,
            JdbcClient db,
            JsonMapper json,
            JobRows jobs,
            Quotes quotes,
            Catalog catalog,
            Wallet wallet,
            MediaStore media,
            Views views,
            Ids ids,
            Bell bell,
            ApplicationEventPublisher events) {
        this.transactions = transactions;
        this.db = db;
        this.json = json;
        this.jobs = jobs;
        this.quotes = quotes;
        this.catalog = catalog;
        this.wallet = wallet;
        this.media = media;
        this.views = views;
        this.ids = ids;
        this.bell = bell;
        this.events = events;
        this.batcher = new Batcher<>("submit-jobs", WRITERS, this::together);
    }

    /** @throws Problem not_enough_credits, quote_used, quote_expired, quote_invalid, line_full */
    Job submit(Request request) {
        Answer answer = batcher.ask(request);
        CrashPoint.AFTER_SUBMIT_COMMIT.pass();
        return switch (answer) {
            case Answer.Accepted(Job job, _) -> job;
            case Answer.Refused(Problem problem) -> throw problem;
        };
    }

    static @Nullable String currentRequest() {
        return MDC.get("request");
    }

    private List<Answer> together(List<Request> requests) {
        try {
            return transactions.write(() -> start(requests));
        } catch (DuplicateKeyException e) {
            // Another node has just used the same key: then its answer is ours.
            if (requests.size() > 1) throw e;
            return transactions.write(() -> start(requests));
        }
    }

    /** One transaction, whatever the number: as many answers as requests. */
    List<Answer> start(List<Request> requests) {
        Answer[] answers = new Answer[requests.size()];
        Map<KeyOf, Integer> firstWithKey = new HashMap<>();
        Map<Integer, Integer> sameAs = new HashMap<>();
        answerRepeated(requests, answers, firstWithKey, sameAs);

        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) if (answers[i] == null && !sameAs.containsKey(i)) open.add(i);
        if (!open.isEmpty()) startOpen(requests, answers, open);

        sameAs.forEach((later, first) -> answers[later] = answers[first] instanceof Answer.Accepted(Job job, _)
                ? repeated(job, requests.get(later))
                : answers[first]);
        return List.of(answers);
    }

    private void startOpen(List<Request> requests, Answer[] answers, List<Integer> open) {
        Map<Turn, Long> turns = lockTurns(open.stream().map(requests::get).toList());
        Map<UUID, Quotes.Stored> stored = quotes.lock(open.stream()
                .map(requests::get)
                .filter(r -> r.fresh() == null)
                .map(Request::quoteId)
                .distinct()
                .toList());
        Map<AccountId, Integer> inLine = inLine(open.stream().map(requests::get).toList());
        Set<UUID> usedHere = new HashSet<>();
        Instant now = jobs.now();

        List<Integer> wanted = new ArrayList<>();
        List<Job> drafts = new ArrayList<>();
        for (int i : open) {
            Request request = requests.get(i);
            Quotes.Stored quote = request.fresh() != null ? request.fresh() : stored.get(request.quoteId());
            Problem refusal = refusal(request, quote, usedHere, inLine);
            if (refusal != null) {
                answers[i] = new Answer.Refused(refusal);
                continue;
            }
            Quotes.Stored promised = Objects.requireNonNull(quote);
            usedHere.add(promised.id());
            inLine.merge(request.account(), 1, Integer::sum);
            wanted.add(i);
            drafts.add(draft(request, promised, now));
        }
        List<Job> accepted = hold(drafts, wanted, answers);
        if (!accepted.isEmpty()) write(accepted, requests, wanted, drafts, answers, turns, now);
    }

    private void answerRepeated(
            List<Request> requests, Answer[] answers, Map<KeyOf, Integer> first, Map<Integer, Integer> sameAs) {
        for (int i = 0; i < requests.size(); i++) {
            String key = requests.get(i).key();
            if (key == null) continue;
            Integer before = first.putIfAbsent(new KeyOf(requests.get(i).account(), key), i);
            if (before != null) sameAs.put(i, before);
        }
        if (first.isEmpty()) return;
        List<KeyOf> keys = List.copyOf(first.keySet());
        List<Job> known = db.sql("""
                        select j.* from job j
                          join unnest(cast(:accounts as uuid[]), cast(:keys as text[])) as k(account, key)
                            on j.account_id = k.account and j.idem_key = k.key
                        """)
                .param("accounts", keys.stream().map(k -> k.account().toString()).toArray(String[]::new))
                .param("keys", keys.stream().map(KeyOf::key).toArray(String[]::new))
                .query(jobs::job)
                .list();
        for (Job job : known) {
            int at = Objects.requireNonNull(first.get(new KeyOf(job.account(), Objects.requireNonNull(job.key()))));
            answers[at] = repeated(job, requests.get(at));
        }
    }

    private static Answer repeated(Job job, Request request) {
        return request.keyBody().equals(job.keyBody())
                ? new Answer.Accepted(job, true)
                : new Answer.Refused(Problem.of(422, "idempotency_key_reused"));
    }

    private @Nullable Problem refusal(
            Request request,
            Quotes.@Nullable Stored quote,
            Set<UUID> usedHere,
            Map<AccountId, Integer> inLine) {
        if (quote == null || !quote.account().equals(request.account())) return Problem.notFound();
        if (!quotes.isGenuine(quote)) return Problem.of(409, "quote_invalid");
        if (quote.usedBy() != null || usedHere.contains(quote.id())) return Problem.of(409, "quote_used");
        if (quotes.isOver(quote)) return Problem.of(410, "quote_expired");
        if (catalog.find(new ModelId(quote.model())).isEmpty()) return Problem.of(409, "quote_invalid");
        if (inLine.getOrDefault(request.account(), 0) >= Limits.LINE_PER_PERSON) {
            return Problem.of(429, "line_full")
                    .with("max", Limits.LINE_PER_PERSON)
                    .with("tier", request.tier().name())
                    .with("atOnce", request.tier().concurrentJobs())
                    .retryAfter(60);
        }
        return null;
    }

    private Job draft(Request request, Quotes.Stored quote, Instant now) {
        Model model = catalog.find(new ModelId(quote.model())).orElseThrow();
        UUID id = ids.next();
        boolean free = quote.credits().isZero();
        return new Job(
                id,
                request.account(),
                request.asker().surface(),
                request.asker().language(),
                quote.model(),
                quote.inputs(),
                model.lane(),
                request.tier().queuePriority(),
                Math.max(1, request.tier().concurrentJobs()),
                quote.id(),
                quote.priceVersion(),
                quote.credits(),
                quote.expectedSeconds(),
                request.key(),
                request.key() == null ? null : request.keyBody(),
                request.requestId(),
                now,
                JobState.queued(free ? null : id, free ? Credits.ZERO : quote.credits(), now));
    }

    private List<Job> hold(List<Job> drafts, List<Integer> wanted, Answer[] answers) {
        List<Job> paid = drafts.stream().filter(j -> j.state().hold() != null).toList();
        Map<UUID, HoldOutcome> outcomes = new HashMap<>();
        if (!paid.isEmpty()) {
            List<HoldOutcome> found = wallet.hold(paid.stream()
                    .map(j -> new Wallet.HoldRequest(j.id(), j.account(), j.quoted(), j.id()))
                    .toList());
            for (int n = 0; n < paid.size(); n++) outcomes.put(paid.get(n).id(), found.get(n));
        }
        List<Job> accepted = new ArrayList<>();
        for (int n = 0; n < drafts.size(); n++) {
            Job job = drafts.get(n);
            if (outcomes.get(job.id()) instanceof HoldOutcome.NotEnough(Credits missing, var balance)) {
                answers[wanted.get(n)] = new Answer.Refused(Problem.of(402, "not_enough_credits")
                        .with("missing", missing)
                        .with("needed", job.quoted())
                        .with("available", balance.available())
                        .extra("missing", missing)
                        .extra("available", balance.available()));
            } else {
                accepted.add(job);
            }
        }
        return accepted;
    }

    private void write(
            List<Job> accepted,
            List<Request> requests,
            List<Integer> wanted,
            List<Job> drafts,
            Answer[] answers,
            Map<Turn, Long> turns,
            Instant now) {
        Map<UUID, Integer> requestOf = new HashMap<>();
        for (int n = 0; n < drafts.size(); n++) requestOf.put(drafts.get(n).id(), wanted.get(n));
        Map<UUID, UUID> jobByQuote = new LinkedHashMap<>();
        accepted.forEach(job -> jobByQuote.put(job.quote(), job.id()));
        List<Quotes.Stored> fresh = accepted.stream()
                .map(job -> requests.get(requestOf.get(job.id())).fresh())
                .filter(Objects::nonNull)
                .toList();
        quotes.insert(fresh, jobByQuote);
        Map<UUID, UUID> before = new LinkedHashMap<>(jobByQuote);
        fresh.forEach(quote -> before.remove(quote.id()));
        quotes.use(before);
        jobs.insert(accepted);
        enqueue(accepted, turns, now);

        Map<UUID, Delivery> deliveries = new HashMap<>();
        for (Job job : accepted) {
            Delivery.Wish wish = requests.get(requestOf.get(job.id())).wish();
            if (wish != null) deliveries.put(job.id(), new Delivery(ids.next(), wish.door(), wish.target()));
        }
        insertDeliveries(accepted, deliveries, now);
        for (Job job : accepted) {
            Set<UUID> used = catalog.find(new ModelId(job.model())).orElseThrow().form().mediaIn(job.inputs()).keySet();
            if (!used.isEmpty()) media.claim(claimant(job.id()), used);
            answers[requestOf.get(job.id())] = new Answer.Accepted(job, false);
        }
        accepted.forEach(job -> events.publishEvent(
                new JobChanged(views.changed(job, List.of(), now), "queued", deliveries.get(job.id()))));
        transactions.afterCommit(bell::work);
    }

    static String claimant(UUID job) {
        return "job:" + job;
    }

    /** Puts jobs in line; also those that get a second life. */
    void enqueue(Collection<Job> accepted, Instant now) {
        enqueue(accepted, lockTurnsOf(accepted.stream()
                .map(j -> new Turn(j.account().value(), j.lane()))
                .toList()), now);
    }

    /**
     * Start-time fair queueing: a job's start tag is where its lane has got to, or where its owner's last job ends,
     * whichever is later. One number per job orders the line fairly between people.
     */
    private void enqueue(Collection<Job> accepted, Map<Turn, Long> turns, Instant now) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Job job : accepted) {
            Turn turn = new Turn(job.account().value(), job.lane());
            long start = Objects.requireNonNull(turns.get(turn));
            turns.put(turn, start + job.turn());
            rows.add(Map.of(
                    "id", job.id(), "account", job.account().value(), "lane", job.lane(), "band", job.band(),
                    "vt", start, "share", job.share(), "now", now));
        }
        db.sql("""
                        insert into job_ready (job_id, account_id, lane, band, vt, share, lifted_at, not_before)
                        select id, account, lane, band, vt, share, now, now
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(id uuid, account uuid, lane text,
                               band smallint, vt bigint, share smallint, now timestamptz)
                        """)
                .param("rows", json.writeValueAsString(rows))
                .update();
        List<Map.Entry<Turn, Long>> ends = List.copyOf(turns.entrySet());
        db.sql("""
                        update job_turn t set vt = n.vt
                          from unnest(cast(:accounts as uuid[]), cast(:lanes as text[]), cast(:vts as bigint[]))
                               as n(account, lane, vt)
                         where t.account_id = n.account and t.lane = n.lane
                        """)
                .param("accounts", ends.stream().map(e -> e.getKey().account().toString()).toArray(String[]::new))
                .param("lanes", ends.stream().map(e -> e.getKey().lane()).toArray(String[]::new))
                .param("vts", ends.stream().map(e -> e.getValue().toString()).toArray(String[]::new))
                .update();
    }

    private Map<Turn, Long> lockTurns(List<Request> requests) {
        // The lane of a quote that is not read yet is not known: its model's is looked up by what the request says.
        List<Turn> turns = new ArrayList<>();
        Map<UUID, String> models = modelsOf(requests);
        for (Request request : requests) {
            String model = request.fresh() != null ? request.fresh().model() : models.get(request.quoteId());
            if (model == null) continue;
            catalog.find(new ModelId(model))
                    .ifPresent(m -> turns.add(new Turn(request.account().value(), m.lane())));
        }
        return lockTurnsOf(turns);
    }

    private Map<UUID, String> modelsOf(List<Request> requests) {
        List<UUID> asked = requests.stream().filter(r -> r.fresh() == null).map(Request::quoteId).distinct().toList();
        Map<UUID, String> found = new HashMap<>();
        if (asked.isEmpty()) return found;
        db.sql("select id, model from quote where id = any(cast(:ids as uuid[]))")
                .param("ids", JobRows.array(asked))
                .query((row, n) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }

    /** Locks each person's turn in each lane, in one order, and tells where their next job would start. */
    private Map<Turn, Long> lockTurnsOf(List<Turn> turns) {
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
                .param("accounts", distinct.stream().map(t -> t.account().toString()).toArray(String[]::new))
                .param("lanes", distinct.stream().map(Turn::lane).toArray(String[]::new))
                .query((row, n) -> Map.entry(
                        new Turn(row.getObject("account_id", UUID.class), row.getString("lane")), row.getLong("vt")))
                .list()
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }

    private Map<AccountId, Integer> inLine(List<Request> requests) {
        Map<AccountId, Integer> found = new HashMap<>();
        db.sql("""
                        select account_id, count(*) as n from job
                         where ended_at is null and account_id = any(cast(:accounts as uuid[])) group by account_id
                        """)
                .param("accounts", requests.stream()
                        .map(r -> r.account().toString())
                        .distinct()
                        .toArray(String[]::new))
                .query((row, n) -> Map.entry(new AccountId(row.getObject(1, UUID.class)), row.getInt(2)))
                .list()
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }

    private void insertDeliveries(List<Job> accepted, Map<UUID, Delivery> deliveries, Instant now) {
        if (deliveries.isEmpty()) return;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Job job : accepted) {
            Delivery delivery = deliveries.get(job.id());
            if (delivery == null) continue;
            rows.add(Map.of(
                    "id", delivery.id(), "job", job.id(), "account", job.account().value(), "door", delivery.door(),
                    "target", delivery.target(), "now", now,
                    // It begins to count when there is something to deliver; until then the job's own deadline does.
                    "deadline", now.plus(Limits.DEADLINE_CLAIM)));
        }
        db.sql("""
                        insert into job_delivery (id, job_id, account_id, door, target, state, deadline, created_at)
                        select id, job, account, door, target, 'pending', deadline, now
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(id uuid, job uuid, account uuid, door text,
                               target jsonb, deadline timestamptz, now timestamptz)
                        """)
                .param("rows", json.writeValueAsString(rows))
                .update();
    }

    @PreDestroy
    void close() {
        batcher.close();
    }
}
