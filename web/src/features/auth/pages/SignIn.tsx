import { SignPage } from "../parts/SignPage";

export default function SignIn() {
  return <SignPage mode="signIn" />;
}
