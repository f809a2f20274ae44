import SluiceColumns
import SluiceDocument
import SluiceKit
import SluiceMarket

/// Bars as a table: `time` and `instrument` as whole numbers, the latter by its place in the fact `instruments`.
struct BarTable: BarTarget {
    private let writer: ColumnWriter
    private let numbers: [BarField]
    private var instruments: [String: Int64] = [:]
    private var names: [JSONValue] = []

    init(_ path: String, numbers: [BarField]) throws(ColumnError) {
        self.numbers = numbers
        writer = try ColumnWriter(
            path,
            columns: [ColumnShape("time", .i64), ColumnShape("instrument", .i64)]
                + numbers.map { ColumnShape($0.key, .f64) })
    }

    mutating func add(_ bar: BarLine) throws {
        writer.set(0, bar.time.nanoseconds)
        let number = instruments[bar.symbol] ?? Int64(instruments.count)
        if instruments.updateValue(number, forKey: bar.symbol) == nil { names.append(.string(bar.symbol)) }
        writer.set(1, number)
        for (place, field) in numbers.enumerated() { writer.set(2 + place, bar[field]) }
        try writer.endRow()
    }

    mutating func finish() throws {
        try writer.finish(facts: ["holds": "bars", "instruments": .array(names)])
    }
}
