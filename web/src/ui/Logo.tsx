export function Logo({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path d="M5 3h15l7 7v5l-6 4 7 10" stroke="#00f0ff" strokeWidth="2.4" strokeLinejoin="round" />
      <path d="M5 29V9" stroke="#f2f3fa" strokeWidth="2.4" />
      <path d="M11 13a6 6 0 0 0 8 4" stroke="#ff00ff" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
