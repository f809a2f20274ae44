/// What a crash test came to.
struct CrashCounts: Codable, Equatable {
    /// Kills after an order had been sent.
    var kills = 0
    /// The kills by kind.
    var kinds: [String: Int] = [:]
    /// Kills before an order had been sent, which do not count.
    var early = 0
    /// How often the trader was started.
    var lives = 0
    /// Orders at the venue.
    var orders = 0
    /// Trades at the venue.
    var fills = 0
    /// How often the venue and the ledger were compared.
    var comparisons = 0
    /// Names of orders that came in more than once.
    var duplicates = 0
    /// Trades that only one side knows.
    var lost = 0
    /// Orders that the ledger does not know.
    var strays = 0
    /// What else was wrong, in words.
    var findings: [String] = []

    /// Whether nothing was wrong.
    var ok: Bool { duplicates == 0 && lost == 0 && strays == 0 && findings.isEmpty }

    /// Takes what a comparison came to.
    mutating func add(_ comparison: CrashComparison, _ venue: VenueBook) {
        comparisons += 1
        (orders, fills) = (venue.orders.count, venue.fills.count)
        duplicates = comparison.duplicates.count
        strays = comparison.strays.count
        lost = comparison.lostFills.count + abs(comparison.inventedFills)
        findings += comparison.findings
    }

    /// The sum of two.
    static func + (lhs: CrashCounts, rhs: CrashCounts) -> CrashCounts {
        var sum = lhs
        sum.kills += rhs.kills
        sum.kinds.merge(rhs.kinds, uniquingKeysWith: +)
        sum.early += rhs.early
        sum.lives += rhs.lives
        sum.orders += rhs.orders
        sum.fills += rhs.fills
        sum.comparisons += rhs.comparisons
        sum.duplicates += rhs.duplicates
        sum.lost += rhs.lost
        sum.strays += rhs.strays
        sum.findings += rhs.findings
        return sum
    }

    /// One line of counts.
    func line(seconds: Double) -> String {
        let byKind = Kill.kinds.compactMap { kind in kinds[kind].map { "\(kind) \($0)" } }.joined(
            separator: ", ")
        return
            "\(kills) kills (\(byKind)), \(early) early, \(lives) lives, \(orders) orders, \(fills) fills, "
            + "\(comparisons) comparisons, \(duplicates) duplicates, \(lost) lost, \(strays) strays, "
            + "\(findings.count) findings, \(Int(seconds.rounded())) s: \(ok ? "ok" : "FAILED")"
    }
}
