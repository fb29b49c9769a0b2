import { useState } from "react";
import { Button } from "@/ui/Button";
import { useWide } from "@/lib/media-query";
import { BalancePanel, LedgerRow } from "@/ui/Wallet";
import { Card, Stat } from "@/ui/Card";
import { Chip, Tag } from "@/ui/Chip";
import { DataTable, type Column } from "@/ui/DataTable";
import { JobCard } from "@/ui/JobCard";
import { MiniQueue, QueueDrawer } from "@/ui/QueueDrawer";
import { Progress } from "@/ui/Progress";
import type { Job } from "@reverie/api/generated";
import { entries, jobs } from "./samples";
import { Section } from "./Section";

const nothing = (): void => undefined;
const first = jobs[0]!;

const columns: Column<Job>[] = [
  { id: "title", title: "Title", cell: (job) => job.title, sort: (job) => job.title },
  {
    id: "state",
    title: "State",
    cell: (job) => <Tag tone={job.state === "failed" ? "bad" : "plain"}>{job.state}</Tag>,
    sort: (job) => job.state,
  },
  { id: "quoted", title: "Credits", cell: (job) => job.quoted, sort: (job) => job.quoted, end: true },
];

function Jobs() {
  const wide = useWide();
  const [open, setOpen] = useState(wide);
  return (
    <div className="grid gap-4 desktop:grid-cols-2">
      <Card title="Job card, every state" level={3} flush>
        {jobs.map((job) => (
          <div key={job.id} className="border-t border-line">
            <JobCard
              job={job}
              subtitle="Photo in motion · 5 s"
              usuallySeconds={50}
              onOpen={nothing}
              onCancel={nothing}
              forward={<Button size="small">Try with more light</Button>}
            />
          </div>
        ))}
      </Card>
      <div className="flex flex-col gap-4">
        <div className="flex h-[480px] justify-end max-tablet:hidden overflow-hidden rounded-card border border-line">
          <QueueDrawer
            jobs={jobs.slice(0, 4)}
            held={10}
            open={open}
            onOpenChange={setOpen}
            renderJob={(job) => <JobCard job={job} subtitle="5 s" onCancel={nothing} />}
          />
        </div>
        <Button size="small" onClick={() => setOpen(!open)}>
          Queue
        </Button>
        <MiniQueue job={first} onOpen={nothing} />
        <Progress value={0.3} label="Resting" />
        <Progress value={0.7} label="Running" running />
      </div>
    </div>
  );
}

export function Work() {
  return (
    <Section id="work" title="Jobs, wallet, tables">
      <Jobs />
      <BalancePanel wallet={{ balance: 148, held: 10, available: 138 }} runningJobs={2} />
      <BalancePanel wallet={undefined} />
      <Card title="Ledger" level={3} flush side={<Chip>All kinds</Chip>}>
        {entries.map(({ entry, title }) => (
          <div key={entry.id} className="border-t border-line">
            <LedgerRow entry={entry} title={title} source="Photo in motion" onOpen={nothing} />
          </div>
        ))}
      </Card>
      <div className="grid gap-4 tablet:grid-cols-2 desktop:grid-cols-4">
        <Stat label="People" value="1,204" note="12 today" trend={[3, 5, 4, 8, 7, 11, 12]} />
        <Stat label="Jobs" value="86" note="4 failed" trend={[9, 6, 7, 5, 6, 4, 4]} />
        <Stat label="Success" value="98%" />
        <Stat label="Loading" value={undefined} />
      </div>
      <DataTable
        label="Jobs"
        columns={columns}
        rows={jobs}
        keyOf={(job) => job.id}
        tools={<Chip on>All</Chip>}
        foot={<Button size="small">Show more</Button>}
      />
      <DataTable label="Nothing" columns={columns} rows={[]} keyOf={(job) => job.id} dense />
    </Section>
  );
}
