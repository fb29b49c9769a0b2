import { Outlet, ScrollRestoration } from "react-router";
import { SkipLink } from "../shell/SkipLink";

/** Landing, law and help: no store, no socket, no shell. Each page brings its own head and foot. */
export default function PublicLayout() {
  return (
    <>
      <SkipLink />
      <Outlet />
      <ScrollRestoration />
    </>
  );
}
