import { Suspense, useState } from "react";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { routes } from "./routes";
import { Waiting } from "./Waiting";

export function App() {
  const [router] = useState(() => createBrowserRouter(routes));
  return (
    <Suspense fallback={<Waiting />}>
      <RouterProvider router={router} />
    </Suspense>
  );
}
