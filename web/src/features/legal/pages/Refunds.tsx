import { LegalPage } from "../parts/LegalPage";

export default function Refunds() {
  return <LegalPage name="refunds" />;
}
