import { Footer } from "@/ui/Footer";
import { PublicHeader } from "@/ui/PublicHeader";
import { Hero } from "../parts/Hero";
import { useStatus } from "../parts/status";
import { TryPhoto } from "../parts/TryPhoto";
import { Cards, Questions } from "../parts/Words";

export default function Landing() {
  const status = useStatus();
  return (
    <>
      <PublicHeader />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex max-w-[1160px] flex-col gap-20 px-6 py-8 outline-none max-tablet:gap-12 max-tablet:px-5
          max-tablet:py-2"
      >
        <Hero status={status} />
        <div className="flex flex-col gap-14 pt-6 max-tablet:pt-0">
          <TryPhoto />
          <Cards />
          <Questions />
        </div>
      </main>
      <Footer />
    </>
  );
}
