import SluiceKit
import SluiceMarket

/// A predictor that takes many cycles in one call gives what it gives in as many calls, bit for bit, and remembers the same.
enum StretchRules {
    /// The most cycles in a call: enough for every remainder of a few at a time.
    private static let room = 23

    static func breaches(of subject: ContractSubject) -> [String] {
        // Features are of one cycle: who reads them is not asked for many.
        guard subject.outline.features.isEmpty else { return [] }
        do {
            let conditions = subject.conditions()
            guard let one = try subject.build(in: conditions) as? any StretchPredictor,
                let many = try subject.build(in: conditions) as? any StretchPredictor
            else { return [] }
            return try differences(one, many, conditions)
        } catch {
            return ["fails where many cycles come at once: \(error)"]
        }
    }

    private static func differences(
        _ one: any StretchPredictor, _ many: any StretchPredictor, _ conditions: ContractConditions
    ) throws -> [String] {
        let (tape, horizons) = (conditions.tape, conditions.horizons.count)
        let instruments = tape.instruments.count
        let single = (market: tape.frame(), forecasts: forecasts(instruments, horizons))
        let wide = (
            market: MarketFrame(count: instruments * room, barMinutes: tape.barMinutes),
            forecasts: forecasts(instruments * room, horizons)
        )
        let portfolio = PortfolioBuilder(instruments: instruments).build()
        var (first, length) = (0, 1)
        while first < tape.count {
            let count = min(length, tape.count - first)
            var expected: [ForecastFrame] = []
            for cycle in first..<first + count {
                tape.play(cycle, into: single.market)
                wide.market.put(single.market, at: (cycle - first) * instruments)
                let cycle = Cycle(
                    number: cycle + 1, now: tape.times[cycle],
                    session: tape.calendar.sessionDate(of: tape.times[cycle]), portfolio: portfolio,
                    isSimulated: true)
                try one.predict(cycle, single.market, into: single.forecasts)
                let copy = forecasts(instruments, horizons)
                copy.values.copy(single.forecasts.values)
                expected.append(copy)
            }
            many.predict(cycles: count, wide.market, into: wide.forecasts)
            let given = forecasts(instruments, horizons)
            for cycle in 0..<count {
                given.values.take(wide.forecasts.values, from: cycle * instruments)
                guard isSame(given, expected[cycle]) else {
                    return ["cycle \(first + cycle + 1) of \(count) at once differs from it alone"]
                }
            }
            (first, length) = (first + count, length % room + 1)
        }
        return memory(one) == memory(many) ? [] : ["remembers something else of many cycles at once"]
    }

    private static func forecasts(_ instruments: Int, _ horizons: Int) -> ForecastFrame {
        ForecastFrame(instruments: instruments, horizons: horizons, members: 1)
    }

    private static func isSame(_ one: ForecastFrame, _ other: ForecastFrame) -> Bool {
        zip(one.values.storage, other.values.storage).allSatisfy { $0.bitPattern == $1.bitPattern }
    }

    private static func memory(_ stage: any Stage) -> [UInt64] {
        var writer = MemoryWriter()
        stage.remember(into: &writer)
        return writer.words
    }
}

extension MarketFrame {
    /// Becomes neighbouring places of a wider frame.
    fileprivate func put(_ narrower: MarketFrame, at place: Int) {
        narrower.values.put(into: values, at: place)
        for index in 0..<narrower.count {
            barTime[place + index] = narrower.barTime[index]
            quoteTime[place + index] = narrower.quoteTime[index]
        }
    }
}
