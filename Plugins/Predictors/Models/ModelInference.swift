import SluiceKit
import SluiceMarket
import SluiceModels

/// One model with where its numbers go: it is evaluated once a cycle, however many horizons it serves.
struct ModelInference {
    /// Where a number goes.
    struct Destination {
        /// Which of the model's numbers.
        let output: Int
        let use: ModelUse
        /// The member that it speaks for.
        let member: Int
        /// The column that it fills.
        let column: Int
    }

    /// What a model is evaluated on.
    enum Input {
        /// Rows of features that other models may share.
        case rows(FeatureRows)
        /// Windows of its own.
        case windows(SequenceFeed)
    }

    /// Which model it is.
    let place: RunPlace
    let evaluator: any Evaluator
    /// How many numbers a row gives.
    let outputs: Int
    /// What it takes.
    let input: Input
    /// The instrument that it is for; nil for all.
    let instrument: Int?
    var destinations: [Destination]

    init(_ model: TrainedModel, _ input: Input, instrument: Int?) {
        place = model.place
        evaluator = model.model.evaluator
        outputs = evaluator.outputs
        evaluator.prepare()
        (self.input, self.instrument, destinations) = (input, instrument, [])
    }

    /// Where the numbers of a cycle go.
    struct Output {
        /// What `Destination.column` counts.
        let table: ColumnSet
        /// Room for what a model says of every row.
        let results: UnsafeMutablePointer<Double>
        /// By member how many numbers were none.
        let failures: UnsafeMutablePointer<Int>
        let maxForecast: Double
    }

    /// Evaluates the model, writes its numbers into columns, and counts by member what is none.
    func run(_ market: MarketFrame, at time: Timestamp, into output: Output) {
        // Its own model speaks for an instrument, also when it says nothing.
        if let instrument {
            for destination in destinations { output.table[destination.column][instrument] = .nan }
        }
        switch input {
        case .rows(let rows): run(rows, output)
        case .windows(let feed):
            feed.step(market, at: time)
            run(feed, output, count: market.count)
        }
    }

    private func run(_ rows: FeatureRows, _ output: Output) {
        var (first, count) = (0, rows.count)
        if let instrument {
            guard rows.places[instrument] >= 0 else { return }
            (first, count) = (rows.places[instrument], 1)
        }
        guard count > 0 else { return }
        let results = output.results
        evaluator.evaluate(rows.rows + first * evaluator.features, count: count, into: results)
        for destination in destinations {
            let column = output.table[destination.column]
            for row in 0..<count {
                let said = results[row * outputs + destination.output]
                let value = Self.number(said, destination.use, output.maxForecast)
                column[rows.instruments[first + row]] = value
                if value.isNaN { output.failures[destination.member] += 1 }
            }
        }
    }

    private func run(_ feed: SequenceFeed, _ output: Output, count: Int) {
        let (first, end) = (instrument ?? 0, instrument.map { $0 + 1 } ?? count)
        for destination in destinations {
            let column = output.table[destination.column]
            for index in first..<end {
                let said = feed.result(index, output: destination.output)
                let value = Self.number(said, destination.use, output.maxForecast)
                column[index] = value
                // A window that is not full says nothing, which is no failure.
                if value.isNaN, !said.isNaN { output.failures[destination.member] += 1 }
            }
        }
    }

    /// A model's number as the port has it; NaN for what is none.
    static func number(_ value: Double, _ use: ModelUse, _ maxForecast: Double) -> Double {
        guard value.isFinite else { return .nan }
        switch use {
        case .return: return bounded(10_000 * value, maxForecast)
        case .bps: return bounded(value, maxForecast)
        case .score, .rank: return value
        case .peak, .valley: return value >= 0 && value <= 1 ? value : .nan
        }
    }
}
