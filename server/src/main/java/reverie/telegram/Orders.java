package reverie.telegram;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import reverie.job.Delivery;
import reverie.job.JobView;
import reverie.job.Jobs;
import reverie.platform.Credits;
import reverie.platform.Problem;
import reverie.wallet.Balance;
import reverie.wallet.Wallet;

/** Starts a film. Everything the chat shows of it from then on comes from the job itself. */
@Component
class Orders {
    /** The value of {@link Delivery.Wish#door()} for results that belong into a chat. */
    static final String DOOR = "telegram";

    /**
     * @param price that was on the button
     * @param origin what was pressed
     * @param key makes it one wish, however often it comes
     * @param message that turns into the progress; 0 for a new one
     */
    record Wish(String title, Map<String, Object> inputs, Credits price, String origin, String key, long message) {}

    private final Jobs jobs;
    private final Wallet wallet;
    private final Watches watches;

    Orders(Jobs jobs, Wallet wallet, Watches watches) {
        this.jobs = jobs;
        this.wallet = wallet;
        this.watches = watches;
    }

    /**
     * @return false: not enough credits
     * @throws Problem whatever else stands in the way
     */
    boolean place(Talk talk, Wish wish) {
        String key = DOOR + ":" + wish.key();
        try {
            JobView job = submit(talk, wish, key);
            // The same button of a film that has ended is a new wish.
            if (job.isOver()) submit(talk, wish, key + ":" + talk.update());
            return true;
        } catch (Problem refused) {
            if (refused.code().equals("not_enough_credits")) return false;
            throw refused;
        }
    }

    /** Whether it is worth beginning with what has to be there before the order is. */
    boolean canPay(Talk talk, Credits price) {
        return !price.isMoreThan(wallet.balance(talk.account()).available());
    }

    /** The same button, pressed twice in a row. */
    boolean justPlaced(Talk talk, String origin) {
        return watches.justBegun(talk.chat(), origin);
    }

    private JobView submit(Talk talk, Wish wish, String key) {
        Map<String, Object> target = new HashMap<>();
        target.put("chat", talk.chat());
        target.put("message", wish.message());
        target.put("language", talk.language());
        target.put("title", wish.title());
        target.put("origin", wish.origin());
        return jobs.submitNow(
                talk.asker(), Film.MODEL, wish.inputs(), wish.price(), key, new Delivery.Wish(DOOR, target));
    }

    /** What it costs, what there is, and what is possible now. */
    Screen notEnough(Talk talk, Wish wish) {
        Balance balance = wallet.balance(talk.account());
        return Screen.of(talk.html(
                balance.held().isZero() ? "not_enough" : "not_enough_held",
                Map.of(
                        "price", wish.price().toString(),
                        "available", balance.available().toString(),
                        "held", balance.held().toString())));
    }
}
