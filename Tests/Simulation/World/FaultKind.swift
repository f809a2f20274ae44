/// What can go wrong in a history; each is counted when it happens.
enum FaultKind: String, CaseIterable, Sendable {
    case lostRequest = "lost_request"
    case lostAnswer = "lost_answer"
    case lostCancel = "lost_cancel"
    case lostReport = "lost_report"
    case lateReport = "late_report"
    case duplicateReport = "duplicate_report"
    case reorderedReports = "reordered_reports"
    case partialFill = "partial_fill"
    case rejection
    case rateLimit = "rate_limit"
    case serverError = "server_error"
    case garbageBody = "garbage_body"
    case thrownError = "thrown_error"
    case partialListing = "partial_listing"
    case lateListing = "late_listing"
    case hiddenOrder = "hidden_order"
    case outage
    case clockJump = "clock_jump"
    case staleData = "stale_data"
    case crash
    case failedStart = "failed_start"
    case fullDisk = "full_disk"
    case slowDisk = "slow_disk"
    case corruptPage = "corrupt_page"
}

/// How often each kind has happened.
struct FaultCounts: Sendable {
    private var counts = Array(repeating: 0, count: FaultKind.allCases.count)

    subscript(_ kind: FaultKind) -> Int { Self.place(kind).map { counts[$0] } ?? 0 }

    mutating func add(_ kind: FaultKind) {
        if let place = Self.place(kind) { counts[place] += 1 }
    }

    mutating func add(_ other: FaultCounts) {
        for place in counts.indices { counts[place] += other.counts[place] }
    }

    var total: Int { counts.reduce(0, +) }

    /// The kinds that have not happened.
    var missing: [FaultKind] { FaultKind.allCases.filter { self[$0] == 0 } }

    private static func place(_ kind: FaultKind) -> Int? { places[kind] }

    private static let places = Dictionary(
        uniqueKeysWithValues: FaultKind.allCases.enumerated().map { ($0.element, $0.offset) })
}
