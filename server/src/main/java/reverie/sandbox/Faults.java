package reverie.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What shall go wrong, until it is taken back or has happened often enough. */
final class Faults {
    /** What can go wrong. */
    enum Kind {
        /** 429 with {@code retry_after}. */
        TOO_MANY,
        /** 500, and nothing is done. */
        BROKEN,
        /** 403: the person does not want the bot. */
        BLOCKED,
        /** Nothing is done and no answer comes. */
        HANG,
        /** It is done, but the line is cut before the answer. */
        NO_ANSWER,
        /** 409 on getUpdates. */
        CONFLICT,
        /** The next update comes twice. */
        DUPLICATE,
        /** The next updates come in the wrong order. */
        OUT_OF_ORDER;

        boolean isOfUpdates() {
            return this == DUPLICATE || this == OUT_OF_ORDER;
        }
    }

    /** @param chat null for every chat; @param method null for every method that sends; @param left times to go */
    record Fault(
            long id,
            Kind kind,
            @Nullable Long chat,
            @Nullable String method,
            int left,
            long retryAfter) {
        boolean meets(@Nullable Long where, String how) {
            boolean here = chat == null || chat.equals(where);
            return here && (method == null ? isSending(how) || kind == Kind.CONFLICT : method.equalsIgnoreCase(how));
        }

        private static boolean isSending(String how) {
            return how.startsWith("send") && !how.equals("sendChatAction") || how.startsWith("edit");
        }
    }

    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong takenBack = new AtomicLong();
    private final List<Fault> faults = new ArrayList<>();

    synchronized Fault add(Kind kind, @Nullable Long chat, @Nullable String method, int times, long retryAfter) {
        Fault fault = new Fault(ids.incrementAndGet(), kind, chat, method, times, retryAfter);
        faults.add(fault);
        return fault;
    }

    synchronized List<Fault> all() {
        return List.copyOf(faults);
    }

    /** Grows whenever a fault is taken back: what hangs may go on then. */
    long takenBack() {
        return takenBack.get();
    }

    synchronized void remove(long id) {
        takenBack.incrementAndGet();
        faults.removeIf(fault -> fault.id() == id);
    }

    synchronized void clear() {
        takenBack.incrementAndGet();
        faults.clear();
    }

    /** The fault that this call meets, if any; it has then happened once more. */
    synchronized Optional<Fault> meet(@Nullable Long chat, String method) {
        Optional<Fault> met = faults.stream()
                .filter(f -> !f.kind().isOfUpdates() && f.meets(chat, method))
                .filter(f -> (f.kind() == Kind.CONFLICT) == method.equals("getUpdates"))
                .findFirst();
        met.ifPresent(this::happened);
        return met;
    }

    synchronized boolean meetsUpdate(Kind kind, long chat) {
        Optional<Fault> met = faults.stream()
                .filter(f -> f.kind() == kind && (f.chat() == null || f.chat() == chat))
                .findFirst();
        met.ifPresent(this::happened);
        return met.isPresent();
    }

    private void happened(Fault fault) {
        int at = faults.indexOf(fault);
        if (fault.left() == 1) faults.remove(at);
        else if (fault.left() > 1) {
            faults.set(
                    at,
                    new Fault(
                            fault.id(),
                            fault.kind(),
                            fault.chat(),
                            fault.method(),
                            fault.left() - 1,
                            fault.retryAfter()));
        }
    }
}
