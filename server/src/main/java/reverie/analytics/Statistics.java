package reverie.analytics;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of the admin's charts. Days and weeks are those of UTC; a week begins on Monday. */
record Statistics(
        List<Day> days,
        List<Failures> errors,
        List<Step> funnel,
        List<Returning> retention,
        long activeToday,
        long activeThisWeek,
        long activeThisMonth) {
    /** @param successRate 0 to 1, of those that ended by themselves; absent on a day without any */
    record Day(
            LocalDate day,
            long newPeople,
            long activePeople,
            long requested,
            long succeeded,
            long failed,
            @Nullable Double successRate,
            @Nullable Double meanSeconds,
            double creditsUsed,
            double creditsGranted) {}

    record Failures(String errorClass, long failures) {}

    record Step(String step, long people) {}

    /** @param people of {@code ofPeople} who came in {@code week} that did something so many weeks later */
    record Returning(LocalDate week, long ofPeople, int weeksLater, long people) {}
}
