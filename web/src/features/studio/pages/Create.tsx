import { Navigate, useLocation } from "react-router";

/** There is one kind of thing to make so far: the film. */
export default function Create() {
  const { search } = useLocation();
  return <Navigate to={{ pathname: "/create/video", search }} replace />;
}
