import { useNavigate } from "react-router";
import { bringPhoto } from "@/lib/pending-photo";

/** A photo chosen here goes on to the studio. */
export function useBringPhoto(): (photo: File) => void {
  const go = useNavigate();
  return (photo) => {
    bringPhoto(photo);
    void go("/create");
  };
}
