package reverie.realtime;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;

/** Who listens on this node. */
@Component
class Channels {
    private final ConcurrentMap<AccountId, Channel> open = new ConcurrentHashMap<>();

    @Nullable
    Channel find(AccountId account) {
        return open.get(account);
    }

    Collection<Channel> all() {
        return open.values();
    }

    /** The channel with the socket in it; null when the account has as many as it may have. */
    @Nullable
    Channel join(AccountId account, LiveSocket socket) {
        Channel joined = open.compute(account, (id, before) -> {
            Channel channel = before == null ? new Channel(id) : before;
            if (!channel.isFull()) channel.sockets().add(socket);
            return channel;
        });
        return joined.sockets().contains(socket) ? joined : null;
    }

    void leave(Channel channel, LiveSocket socket) {
        open.computeIfPresent(channel.account, (id, there) -> {
            there.sockets().remove(socket);
            return there.sockets().isEmpty() ? null : there;
        });
    }
}
