-- What was made to look at, by no job: swept after a day unless claimed, as what visitors leave.
create index media_in_passing on media (created_at) where job_id is null and made_of <> '{}';
