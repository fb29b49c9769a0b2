import "./styles.css";
import { createRoot } from "react-dom/client";
import { StrictMode } from "react";
import { applyMotion, readPreferences } from "./lib/preferences";
import { startTexts } from "./lib/texts";
import { App } from "./app/App";

applyMotion(readPreferences().motion);
await startTexts();
const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root");
createRoot(root).render(<StrictMode><App /></StrictMode>);
