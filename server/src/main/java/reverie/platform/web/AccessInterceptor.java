package reverie.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import reverie.platform.Limiter;
import reverie.platform.Problem;

/** The one place that decides who may call which endpoint, and how often. Denies unless the endpoint says otherwise. */
@Component
class AccessInterceptor implements HandlerInterceptor {
    private static final int READS_PER_MINUTE = 600;
    private static final int WRITES_PER_MINUTE = 120;

    private final Pace pace;
    private final ObjectProvider<LiveCursor> cursor;

    AccessInterceptor(Pace pace, ObjectProvider<LiveCursor> cursor) {
        this.pace = pace;
        this.cursor = cursor;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        if (!method.getBeanType().getPackageName().startsWith("reverie.")) return true;
        Caller caller = caller();
        rate(request, response, method, caller);
        Open open = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Open.class);
        if (open == null) open = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Open.class);
        if (open != null && open.value() == Open.To.EVERYONE) return true;
        if (caller == null) throw Problem.of(401, "sign_in_needed");
        if (open == null) {
            caller.person();
        } else if (open.value() == Open.To.ADMINS) {
            if (!caller.isAdmin()) throw Problem.notFound();
            return true;
        }
        if (reads(request)) tellCursor(caller, response);
        return true;
    }

    /** Of all that is somebody's own, and before it is read: what happens in between is told again, never missed. */
    private void tellCursor(Caller caller, HttpServletResponse response) {
        cursor.ifAvailable(live -> response.setHeader(LiveCursor.HEADER, Long.toString(live.of(caller.account()))));
    }

    private static boolean reads(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    static @Nullable Caller caller() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller ? caller : null;
    }

    private void rate(
            HttpServletRequest request, HttpServletResponse response, HandlerMethod method, @Nullable Caller caller) {
        Rated rated = method.getMethodAnnotation(Rated.class);
        boolean reads = reads(request);
        int perMinute = rated != null ? rated.perMinute() : reads ? READS_PER_MINUTE : WRITES_PER_MINUTE;
        String who = caller != null ? caller.account().toString() : Pace.network(request.getRemoteAddr());
        String what = rated != null ? method.getMethod().toString() : reads ? "read" : "write";
        Limiter.Verdict verdict = pace.take(what, who, Limiter.Rate.perMinute(perMinute), response);
        if (!verdict.allowed()) throw Problem.of(429, "too_many_requests").retryAfter(verdict.resetAfterSeconds());
    }
}
