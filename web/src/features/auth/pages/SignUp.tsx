import { SignPage } from "../parts/SignPage";

export default function SignUp() {
  return <SignPage mode="signUp" />;
}
