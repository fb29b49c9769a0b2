import { Link } from "react-router";

export function Logo({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path d="M5 3h15l7 7v5l-6 4 7 10" stroke="#00f0ff" strokeWidth="2.4" strokeLinejoin="round" />
      <path d="M5 29V9" stroke="#f2f3fa" strokeWidth="2.4" />
      <path d="M11 13a6 6 0 0 0 8 4" stroke="#ff00ff" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}

/** Mark and name, the way home from every page outside the app. */
export function Wordmark() {
  return (
    <Link to="/" className="hit inline-flex items-center gap-3" aria-label="Reverie">
      <Logo size={28} />
      <span className="font-display text-[1.1875rem] leading-none font-bold tracking-[0.16em] max-tablet:text-[1rem]">
        REVERIE
      </span>
    </Link>
  );
}
