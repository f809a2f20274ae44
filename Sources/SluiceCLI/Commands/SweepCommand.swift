import ArgumentParser

/// `sluice sweep`: one pipeline with many settings.
struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Run a pipeline on history with many settings, and rank what they came to.",
        discussion: """
            'sluice sweep FILE --grid path=a,b,c' plans, runs and merges on this machine; 'sluice help sweep all' has its \
            options. The other words are the same steps one by one, for the machines of a cluster: Docs/Sweep.md has the \
            contract, and Launchers/ what starts it elsewhere.
            """,
        subcommands: [
            SweepAllCommand.self, SweepPlanCommand.self, SweepRunCommand.self, SweepMergeCommand.self,
        ],
        defaultSubcommand: SweepAllCommand.self
    )
}
