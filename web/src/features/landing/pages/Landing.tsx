import { Footer } from "@/ui/Footer";
import { PublicHeader } from "@/ui/PublicHeader";
import { Cards } from "../parts/Cards";
import { Dust } from "../parts/Dust";
import { Hero } from "../parts/Hero";
import { Questions } from "../parts/Questions";
import { useStatus } from "../parts/status";
import { TryPhoto } from "../parts/TryPhoto";

export default function Landing() {
  const { status, known } = useStatus();
  return (
    <div className="night relative isolate overflow-x-clip">
      <Dust />
      <PublicHeader />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-[1440px] flex-col gap-[76px] px-14 pb-[76px] outline-none max-desktop:px-6
          max-tablet:gap-12 max-tablet:px-5 max-tablet:pb-12"
      >
        <div className="flex flex-col gap-[22px] max-desktop:gap-10">
          <Hero status={status} known={known} />
          <Cards bot={status?.bot !== undefined} />
        </div>
        <TryPhoto />
        <Questions />
      </main>
      <Footer />
    </div>
  );
}
