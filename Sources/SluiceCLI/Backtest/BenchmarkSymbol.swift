import SluiceDocument

/// The instrument that a run is compared with.
enum BenchmarkSymbol {
    /// Looks whether it is one of the universe.
    /// - Throws: `CommandError` with the nearest name when it is none.
    static func check(_ symbol: String, among instruments: [String]) throws {
        guard !instruments.contains(symbol) else { return }
        let hint = nearestName(to: symbol, among: instruments).map { "; did you mean '\($0)'?" } ?? ""
        throw CommandError(.usage, "--benchmark names '\(symbol)', which is not in the universe\(hint)")
    }
}
