import SluiceMarket

/// Rows of round trips, for pages and text.
struct TripRows {
    static let head = [
        "Instrument", "Side", "Entry", "Exit", "Quantity", "In", "Out", "Profit", "bps", "Against", "With",
        "Horizon",
    ]
    let facts: RunFacts

    init(_ facts: RunFacts) { self.facts = facts }

    func row(_ trip: RoundTrip) -> [String] {
        func time(_ moment: Int64) -> String {
            let text = Timestamp(nanoseconds: moment).iso8601
            return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
        }
        return [
            facts.instrument(trip.instrument), trip.side > 0 ? "long" : "short", time(trip.entryTime),
            time(trip.exitTime), short(trip.quantity), short(trip.entryPrice), short(trip.exitPrice),
            RunFigure.text(trip.profit, .money), plain(trip.profitBps), plain(trip.adverse),
            plain(trip.favourable), facts.horizon(trip.horizon),
        ]
    }

    func table(_ trips: [RoundTrip]) -> String {
        PageTable(head: Self.head, rows: trips.map(row), texts: [0, 1, 2, 3, 11]).markup
    }

    private func plain(_ value: Double) -> String { value.isFinite ? fixedText(value, places: 1) : "–" }

    /// At most six decimals, no zeros behind.
    private func short(_ value: Double) -> String {
        var text = fixedText(value, places: 6)[...]
        guard text.contains(".") else { return String(text) }
        while text.last == "0" { text = text.dropLast() }
        if text.last == "." { text = text.dropLast() }
        return String(text)
    }
}
