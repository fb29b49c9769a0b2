/** Where the API lives, on the same origin. Small on purpose: pages outside the store import it. */
export const API_BASE = "/api/v1";
