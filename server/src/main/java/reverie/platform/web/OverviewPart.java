package reverie.platform.web;

import java.util.Map;

/** What a module adds to the figures on the admin's first page. */
public interface OverviewPart {
    /** By the name they have in the answer. */
    Map<String, Object> figures();
}
