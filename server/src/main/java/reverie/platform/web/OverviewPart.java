package reverie.platform.web;

/** What a module adds to the figures on the admin's first page. */
public interface OverviewPart {
    /** A record: its members are members of the answer. */
    Record figures();

    /** The record's type: for the description of the API. */
    Class<? extends Record> type();
}
