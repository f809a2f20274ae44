import SluiceNumerics

extension Adapter {
    /// Rows come a second after one another, and the window is looked at when each has been offered.
    static let ringBuffer = Adapter("ring_buffer", constant: .parameter("length")) { vector in
        let length = try vector.parameters["length"].integer()
        let features = try vector.parameters["features"].integer()
        var bank = try SequenceBank(series: 1, length: length, features: features)
        var afterEach: [JSON] = []
        for (index, row) in try vector.input["rows"].array().enumerated() {
            let time = Int64(index) * 1_000_000_000
            let numbers = try row.doubles()
            let isAccepted = bank.push(numbers.span, series: 0, at: time)
            afterEach.append(
                .object([
                    "accepted": .boolean(isAccepted), "fill": .integer(bank.fill(series: 0)),
                    "ready": .boolean(bank.isReady(series: 0, at: time)),
                ]))
        }
        var window = [Float](repeating: .nan, count: length * features)
        bank.copy(series: 0, into: &window)
        return .object(["after_each": .array(afterEach), "window": .rows(window, of: features)])
    }
}

extension JSON {
    /// Numbers of single precision, row by row.
    static func rows(_ numbers: [Float], of features: Int) -> JSON {
        .array(
            stride(from: 0, to: numbers.count, by: features).map { start in
                .numbers(numbers[start..<start + features].map { Double($0) })
            })
    }
}
