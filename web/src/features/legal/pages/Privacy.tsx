import { LegalPage } from "../parts/LegalPage";

export default function Privacy() {
  return <LegalPage name="privacy" />;
}
