package reverie.terminal;

/** What {@code ./reverie help} says about the commands that the server's jar carries out. */
final class Usage {
    static final String TEXT = """
            ./reverie run [--sandbox]              start everything; --sandbox adds stand-ins for outside services
            ./reverie make PHOTO "idea" [options]  a film from a photo, on this machine
                    --seconds N (4-10)  --aspect photo|16:9|9:16|1:1  --resolution 720p|1080p  --seed N  --out FILE
            ./reverie test [--all]                 the tests; --all adds the long ones
            ./reverie bench [NAME]                 the benchmarks: start, jobs, wallet, film
            ./reverie check [project|bot]          the audits
            ./reverie package                      a release archive that runs without a build
            ./reverie admin create-admin EMAIL     make somebody an admin
            ./reverie admin grant EMAIL CREDITS REASON
            ./reverie admin verify-ledger          check every posting, balance and hold
            ./reverie admin dead-letters           jobs that ended without an end
            ./reverie admin replay JOB             run one of them again
            ./reverie help                         this list""";

    private Usage() {}
}
