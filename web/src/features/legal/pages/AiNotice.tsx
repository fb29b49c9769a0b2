import { LegalPage } from "../parts/LegalPage";

export default function AiNotice() {
  return <LegalPage name="ai" />;
}
