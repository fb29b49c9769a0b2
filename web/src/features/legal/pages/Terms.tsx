import { LegalPage } from "../parts/LegalPage";

export default function Terms() {
  return <LegalPage name="terms" />;
}
