import Testing

/// Calls that belong to one place only, or nowhere.
@Suite struct BanTests {
    struct Ban: CustomTestStringConvertible {
        let words: [String]
        var allowed: [String] = []
        /// What the rest of the house does instead.
        let instead: String

        var testDescription: String { words.joined(separator: ", ") }

        /// The lines of a file that say one of the words where they may not.
        func breaches(in file: SourceText) -> [Int] {
            guard !allowed.contains(where: file.path.hasPrefix) else { return [] }
            return words.flatMap { file.lines(saying: $0) }
        }
    }

    static let bans = [
        Ban(
            words: [
                "Date()", "Date.now", "ContinuousClock", "SuspendingClock", "clock_gettime", "gettimeofday",
                "Task.sleep", "nanosleep(", "usleep(", "DispatchTime.now", "time(nil)",
            ],
            allowed: [
                "Sources/SluiceEngine/Run/WallClock.swift", "Sources/SluiceEngine/Events/",
                "Sources/SluiceCLI/Run/",
                // A lock is waited for in real time, whatever the clock of a run.
                "Sources/SluiceJournal/Files/FileLock.swift",
            ], instead: "the clock of the context"
        ),
        Ban(
            words: [
                ".random(", "SystemRandomNumberGenerator", "UUID()", ".shuffled()", ".randomElement()",
                "getrandom(", "arc4random",
            ],
            instead: "the dice of the context"
        ),
        Ban(
            words: [" print(", "FileHandle.standardOutput", "fputs(", " puts(", "debugPrint(", "dump("],
            allowed: ["Sources/SluiceCLI/", "Sources/sluice/"],
            instead: "the log of the context, or a diagnostic"
        ),
        Ban(
            words: ["getenv(", "ProcessInfo", "setenv("], allowed: ["Sources/SluiceCLI/"],
            instead: "what the command line hands in"
        ),
        Ban(
            words: [" exit(1", " exit(0", "_exit(", "abort()"],
            allowed: ["Sources/SluiceCLI/", "Sources/sluice/"],
            instead: "an error"
        ),
        Ban(
            words: ["ApprovedOrder("], allowed: ["Sources/SluiceEngine/", "Sources/SluiceTestKit/"],
            instead: "the engine's pre-trade check: nothing else approves an order"
        ),
        Ban(
            words: [
                "String(format:", "trimmingCharacters", "DateFormatter", "NumberFormatter",
                "TimeZone(identifier:", "Regex<", "Regex(", ".wholeMatch(", ".firstMatch(of",
            ],
            instead: "what SluiceMarket and SluiceDocument have: these pull in ICU, or are slow"
        ),
        Ban(
            words: ["fatalError(", "try!", " as! "],
            instead: "an error, or a precondition that input cannot reach"),
        Ban(words: ["unsafeFlags"], instead: "settings that a package of others may have too"),
    ]

    @Test(arguments: bans)
    func `calls stay in their rooms`(ban: Ban) throws {
        let files = try House.whole.get().products
        try #require(!files.isEmpty)
        for file in files {
            for line in ban.breaches(in: file) { Issue.record("\(file.path):\(line): use \(ban.instead)") }
        }
    }

    @Test func `a place that a call is allowed in exists`() throws {
        let files = try House.whole.get().products
        for place in Set(Self.bans.flatMap(\.allowed)) {
            #expect(files.contains { $0.path.hasPrefix(place) }, "\(place)")
        }
    }

    /// Words of work that is not finished, each in two parts so that this file has none of them.
    static let leftovers = [
        ("TO", "DO"), ("FIX", "ME"), ("// XX", "X"), ("HA", "CK:"), ("for ", "now,"), ("place", "holder"),
        ("dum", "my"),
        ("simpli", "fied"), ("not yet ", "implemented"), ("/wo", "rk/"), ("lorem ", "ipsum"),
    ]

    @Test(arguments: leftovers)
    func `nothing is left over`(first: String, second: String) throws {
        let files = try House.whole.get().files
        try #require(!files.isEmpty)
        for file in files {
            for line in file.lines(saying: first + second, inComments: true) {
                Issue.record("\(file.path):\(line): \(first + second)")
            }
        }
    }
}
