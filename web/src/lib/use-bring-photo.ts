import { useNavigate } from "react-router";
import { bringPhoto } from "./pending-photo";

/** A photo chosen here goes on to the studio. No account is asked for. */
export function useBringPhoto(): (photo: File) => void {
  const go = useNavigate();
  return (photo) => {
    bringPhoto(photo);
    void go("/create");
  };
}
