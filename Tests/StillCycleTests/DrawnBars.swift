import SluiceKit
import SluiceMarket
import SluiceTestKit

/// Bars in a file, some of which are missing: an instrument may begin late, end early, or have no bar or quote for a while.
enum DrawnBars {
    /// The plugin that reads them, with its settings.
    static func plugin(_ draw: inout Draw) -> String {
        let quotes = draw.one(of: ["", "", ", quotes: { from: close, spread: 2bps }"])
        return "data.csv, with: { path: bars.csv, interval: 30m\(quotes) }"
    }

    /// A walk of half-hours by dice for each symbol.
    static func text(of symbols: [String], _ draw: inout Draw) -> String {
        var lines = ["time,symbol,open,high,low,close,volume,bid,ask,bid_size,ask_size"]
        var walks = symbols.map { _ in Walk(&draw) }
        for bar in 0..<draw.number(150...300) {
            let time = (ManualClock.start + .minutes(30 * bar)).iso8601
            for (number, symbol) in symbols.enumerated() {
                if let line = walks[number].next(bar, &draw) { lines.append("\(time),\(symbol),\(line)") }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Walk {
        private var price: Double
        private let begin: Int
        private let end: Int
        private let missing: Double
        private let quoted: Double
        private let sized: Double

        init(_ draw: inout Draw) {
            price = Double(draw.number(20...400))
            begin = draw.chance(0.3) ? draw.number(0...100) : 0
            end = draw.chance(0.2) ? draw.number(120...300) : .max
            missing = draw.one(of: [0, 0, 0.02, 0.3])
            quoted = draw.one(of: [1, 1, 0.8])
            sized = draw.one(of: [1, 0.8, 0])
        }

        /// The bar of a half-hour; nil where there is none.
        mutating func next(_ bar: Int, _ draw: inout Draw) -> String? {
            let open = price
            price *= 1 + (Double(draw.number(0...200)) - 100) / 10_000
            guard bar >= begin, bar < end, !draw.chance(missing) else { return nil }
            let (high, low) = (max(open, price) * 1.001, min(open, price) * 0.999)
            let depth = draw.chance(sized) ? "\(draw.number(1...9_000)),\(draw.number(1...9_000))" : ","
            let quote = draw.chance(quoted) ? "\(price * 0.9999),\(price * 1.0001),\(depth)" : ",,,"
            return "\(open),\(high),\(low),\(price),\(draw.number(0...100_000)),\(quote)"
        }
    }
}
