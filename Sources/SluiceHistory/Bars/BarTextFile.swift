import SluiceColumns
import SluiceDocument
import SluiceKit
import SluiceMarket

/// Bars as text, one a line.
struct BarTextFile: BarTarget {
    private let file: FreshFile
    private let numbers: [BarField]
    private let isJSON: Bool
    private let packing: BarConversion.Packing
    private var text = ""
    private var place = 0

    init(
        _ path: String, numbers: [BarField], isJSON: Bool, packing: @escaping BarConversion.Packing
    ) throws(ColumnError) {
        file = try FreshFile(path)
        (self.numbers, self.isJSON, self.packing) = (numbers, isJSON, packing)
        if !isJSON { text = (["time", "symbol"] + numbers.map(\.key)).joined(separator: ",") + "\n" }
    }

    mutating func add(_ bar: BarLine) throws {
        if isJSON {
            var members: [JSONValue.Member] = [
                .init("time", .string(bar.time.iso8601)), .init("symbol", .string(bar.symbol)),
            ]
            for field in numbers { members.append(.init(field.key, .double(bar[field]))) }
            JSONValue.object(members).write(to: &text)
        } else {
            let mustQuote = bar.symbol.utf8.contains { Array("\",\r\n".utf8).contains($0) }
            let symbol = mustQuote ? "\"" + bar.symbol.replacing("\"", with: "\"\"") + "\"" : bar.symbol
            text += "\(bar.time.iso8601),\(symbol)"
            for field in numbers { text += "," + Self.shown(bar[field]) }
        }
        text += "\n"
        if text.utf8.count > 1 << 16 { try flush() }
    }

    mutating func finish() throws {
        try flush()
        try write(try packing([]))
        try file.keep()
    }

    /// The fewest digits that read back as the same number; nothing for NaN.
    private static func shown(_ number: Double) -> String {
        if number.isNaN { return "" }
        return Int(exactly: number).map(String.init) ?? number.description
    }

    private mutating func flush() throws {
        let bytes = Array(text.utf8)
        text.removeAll(keepingCapacity: true)
        guard !bytes.isEmpty else { return }
        try write(try packing(bytes))
    }

    private mutating func write(_ bytes: [UInt8]) throws {
        var failure: ColumnError?
        bytes.withUnsafeBytes { bytes in
            do throws(ColumnError) { try file.write(bytes, at: place) } catch { failure = error }
        }
        if let failure { throw failure }
        place += bytes.count
    }
}
