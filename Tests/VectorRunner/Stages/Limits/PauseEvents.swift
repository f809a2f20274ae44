import SluiceMarket

extension Adapter {
    static let pauses = Adapter("b43_pauses", constant: .each("events", "seconds")) { vector in
        var pauses = Pauses(instruments: 26)
        let results = try vector.input["events"].array().map { event in
            let now = try event["t"].second()
            let instrument = event["symbol"].isNull ? nil : try place(event["symbol"].text())
            if try event["op"].text() == "query" {
                return JSON.boolean(
                    pauses.stops(instrument ?? 0, isReducing: try event["reduce_only"].flag(), at: now))
            }
            let pause = Pauses.Pause(
                until: now + .milliseconds(Int(try event["seconds"].double() * 1_000)),
                passesReducing: try event["allow_reduce_only"].flag())
            return .boolean(pauses.pause(instrument, pause))
        }
        return .object(["results": .array(results)])
    }

    /// The place of a symbol of one letter.
    private static func place(_ symbol: String) throws -> Int {
        guard let letter = symbol.utf8.first, symbol.utf8.count == 1 else {
            throw VectorFault("\(symbol) is no letter")
        }
        return Int(letter) - 65
    }
}
