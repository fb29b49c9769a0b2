import { useEffect } from "react";
import { Provider } from "react-redux";
import { Outlet, ScrollRestoration } from "react-router";
import { useAccountLanguage } from "@/lib/account-language";
import { Toasts } from "@/ui/Toast";
import { SkipLink } from "../shell/SkipLink";
import { startStore } from "../store/start";

function AccountLanguage() {
  useAccountLanguage();
  return null;
}

/** The one place where the store begins to exist. */
export default function StoreLayout() {
  useEffect(() => {
    if (import.meta.env.PROD) void import("../updates").then(({ watchUpdates }) => watchUpdates());
  }, []);
  return (
    <Provider store={startStore()}>
      <AccountLanguage />
      <SkipLink />
      <Outlet />
      <ScrollRestoration />
      <Toasts />
    </Provider>
  );
}
