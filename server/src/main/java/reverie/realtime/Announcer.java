package reverie.realtime;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reverie.job.JobProgressed;
import reverie.platform.AccountId;
import reverie.platform.Roles;
import reverie.platform.Settings;

/** Says what happened: to the sockets of this node at once, to the other nodes by one word for many. */
@Component
class Announcer {
    private final Delivery delivery;
    private final NodeVoice others;
    private final boolean listened;

    Announcer(Delivery delivery, NodeVoice others, Settings settings) {
        this.delivery = delivery;
        this.others = others;
        this.listened = settings.does(Roles.REALTIME);
    }

    /** The logs of these accounts have grown to these numbers. */
    void committed(Map<AccountId, Long> heads) {
        if (listened) heads.forEach(delivery::grown);
        others.grown(heads);
    }

    void ended(AccountId account, UUID session) {
        if (listened) delivery.ended(account, session);
        others.ended(account, session);
    }

    void progressed(JobProgressed progress) {
        if (listened) delivery.progressed(progress);
        others.progressed(progress);
    }
}
