import SluiceModels

/// How long a model takes for a row.
struct ModelSpeed {
    /// Microseconds of the thread's CPU time for a row, when so many rows are evaluated in one call.
    struct Figure {
        /// Rows in a call.
        let batch: Int
        /// The least that was measured; nil when there were too few rows, or the clock saw nothing.
        let microseconds: Double?
    }

    /// How many rows are evaluated in a call.
    static let batches = [1, 100, 500]
    /// How often all rows are evaluated at least, and the time that goes on for: the least of many is the model's own.
    private static let passes = 5
    private static let enough: Int64 = 50_000_000

    /// The model.
    let model: TrainedModel
    /// What it was measured on.
    let rows: BenchRows
    /// A figure for each of `batches`.
    let figures: [Figure]

    /// Measures a model on seeded rows.
    init(_ model: TrainedModel, rows count: Int) {
        let rows = BenchRows(model.model, count: count)
        (self.model, self.rows) = (model, rows)
        figures = Self.batches.map { batch in
            Figure(batch: batch, microseconds: Self.measure(model.model.evaluator, rows, batch))
        }
    }

    private static func measure(_ evaluator: any Evaluator, _ rows: BenchRows, _ batch: Int) -> Double? {
        let calls = rows.count / batch
        guard calls > 0 else { return nil }
        var results = [Double](repeating: 0, count: max(batch * evaluator.outputs, 1))
        var (least, spent, passes) = (Int64.max, Int64(0), 0)
        rows.numbers.withUnsafeBufferPointer { numbers in
            results.withUnsafeMutableBufferPointer { results in
                guard let numbers = numbers.baseAddress, let results = results.baseAddress else { return }
                while passes < Self.passes || spent < enough && passes < 1_000 {
                    let start = ThreadTime.nanoseconds
                    for call in 0..<calls {
                        evaluator.evaluate(numbers + call * batch * rows.width, count: batch, into: results)
                    }
                    let took = ThreadTime.nanoseconds - start
                    (least, spent, passes) = (min(least, took), spent + took, passes + 1)
                }
            }
        }
        guard least > 0, least < .max else { return nil }
        return Double(least) / Double(calls * batch) / 1_000
    }
}
