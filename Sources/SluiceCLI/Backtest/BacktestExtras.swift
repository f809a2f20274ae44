/// What a backtest tells beside its usual figures, where someone asked: a benchmark, and the windows of its calendar.
struct BacktestExtras: Sendable {
    /// An instrument of the universe and its place.
    let benchmark: (symbol: String, place: Int)?
    /// The length of a window in days.
    let windowDays: Int?

    /// Nil where nothing was asked for.
    /// - Throws: `CommandError` for a symbol that is not in the universe, and for a window without whole days.
    init?(benchmark symbol: String?, windows: String?, instruments: [String]) throws {
        guard symbol != nil || windows != nil else { return nil }
        try symbol.map { try BenchmarkSymbol.check($0, among: instruments) }
        benchmark = symbol.flatMap { symbol in
            instruments.firstIndex(of: symbol).map { (symbol, $0) }
        }
        windowDays = try windows.map(Self.days)
    }

    /// Something that keeps the sessions that both are made of.
    var tape: SessionTape { SessionTape(symbol: benchmark?.place) }

    private static func days(_ text: String) throws -> Int {
        guard text.hasSuffix("d"), let days = Int(text.dropLast()), (1...36_525).contains(days) else {
            throw CommandError(.usage, "--windows takes whole days such as 30d, was '\(text)'")
        }
        return days
    }
}
