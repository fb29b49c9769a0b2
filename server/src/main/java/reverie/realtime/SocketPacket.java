package reverie.realtime;

import org.jspecify.annotations.Nullable;

/**
 * One Socket.IO 5 packet: {@code <type>[/<namespace>,][<ack id>][<json>]}.
 *
 * @param ack the number under which the client waits for an answer
 */
record SocketPacket(char type, String namespace, @Nullable String ack, String body) {
    static final char CONNECT = '0';
    static final char DISCONNECT = '1';
    static final char EVENT = '2';
    static final char ACK = '3';
    static final String ROOT = "/";
    private static final int ACK_DIGITS_MAX = 10;

    /** @throws Connection.Broken for an empty or binary packet, or an ack number that is too long */
    static SocketPacket parse(String text) {
        if (text.isEmpty() || text.charAt(0) < CONNECT || text.charAt(0) > ACK) {
            throw new Connection.Broken("not a packet we take");
        }
        String rest = text.substring(1);
        String namespace = ROOT;
        if (rest.startsWith("/")) {
            int comma = rest.indexOf(',');
            namespace = comma < 0 ? rest : rest.substring(0, comma);
            rest = comma < 0 ? "" : rest.substring(comma + 1);
            int query = namespace.indexOf('?');
            if (query >= 0) namespace = namespace.substring(0, query);
        }
        int digits = 0;
        while (digits < rest.length() && rest.charAt(digits) >= '0' && rest.charAt(digits) <= '9') digits++;
        if (digits > ACK_DIGITS_MAX) throw new Connection.Broken("an ack number too long");
        return new SocketPacket(
                text.charAt(0), namespace, digits == 0 ? null : rest.substring(0, digits), rest.substring(digits));
    }
}
