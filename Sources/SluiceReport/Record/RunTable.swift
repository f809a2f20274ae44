public import SluiceColumns

/// A table of a recorded run: what is kept, and under which names.
///
/// Times are nanoseconds since 1970 in UTC. Instruments, horizons, stages, reasons and kinds of charge are numbers that
/// `run.json` names; -1 is none of them. Amounts are in the account's currency, shares are fractions of equity.
public enum RunTable: String, CaseIterable, Sendable {
    /// A row for each cycle: what the account was worth.
    case equity
    /// A row for each trade.
    case fills
    /// A row for each cycle with a column for each instrument: the price a holding is valued at.
    case prices
    /// A row for each decision that asks for a position.
    case decisions
    /// A row for each decision that a gate blocked.
    case blocks
    /// The weights with which members were joined, and what learners gave, every some cycles.
    case weights
    /// For every some cycles and each limit that was near or reached: the worst that was observed.
    case risk
    /// A row for each payment beside trades.
    case charges

    /// The name of its file.
    public var file: String { "\(rawValue).columns" }

    /// Its columns; those of prices depend on the run's instruments.
    public func columns(instruments: Int) -> [ColumnShape] {
        func shapes(_ integers: [String], _ numbers: [String]) -> [ColumnShape] {
            integers.map { ColumnShape($0, .i64) } + numbers.map { ColumnShape($0, .f64) }
        }
        return switch self {
        case .equity: shapes(["time"], ["equity", "cash", "gross", "net", "fees", "charges", "turnover"])
        case .fills:
            shapes(["time", "instrument", "side", "order", "horizon"], ["quantity", "price", "fee"])
        case .prices: shapes(["time"], (0..<instruments).map { "\($0)" })
        case .decisions:
            shapes(
                ["time", "branch", "instrument", "horizon", "side"], ["scale", "alpha", "cost", "net"])
        case .blocks:
            shapes(
                ["time", "stage", "reason", "instrument", "horizon", "side"], ["alpha", "cost", "net"])
        case .weights: shapes(["time", "stage", "horizon", "member"], ["weight"])
        case .risk: shapes(["time", "stage", "measure"], ["observed", "limit"])
        case .charges: shapes(["time", "kind", "instrument"], ["amount"])
        }
    }
}
