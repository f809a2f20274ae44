import SluiceKit
import SluiceMarket
import SluiceTestKit

/// Files of bars as people have them, made from a seed, and whether anything in them is not plain.
struct RandomFiles {
    /// A line, and when its bar ends.
    private struct Line {
        var minute: Int
        var symbol: String
        var fields: [String: String]
    }

    private(set) var files = MemoryFiles(bytes: [:])
    private(set) var settings = "path: 'd', interval: 1m"
    private(set) var calendar = TradingCalendar.alwaysOpen
    private(set) var every = Span.minutes(1)
    /// Whether all is such that a source can tell its columns itself.
    private(set) var isPlain = true
    static let universe = ["AAA", "B", "LONGSYMBOL", "GONE"]

    private var dice: Dice
    private var header: [String] = []
    private let timeForm: UInt64
    private let isLong: Bool

    init(seed: UInt64, isOdd: Bool) {
        dice = Dice(seed: seed)
        timeForm = dice.next() % 4
        isLong = dice.uniform() < 0.6
        if dice.uniform() < 0.3 { calendar = .newYork }
        if dice.uniform() < 0.2 { settings += ", quotes: { from: close, spread: 3bps }" }
        if dice.uniform() < 0.2 { settings += ", start: 2024-01-02T15:10:00Z" }
        if dice.uniform() < 0.2 { settings += ", end: 2024-01-02T16:20:00Z" }
        makeHeader()
        let end = dice.uniform() < 0.5 ? "\r\n" : "\n"
        // Two minutes are never plain, and one file in eight folds.
        if isOdd, dice.uniform() < 0.12 { (every, isPlain) = (.minutes(2), false) }
        let names =
            isLong ? (0..<Int(dice.next() % 3) + 1).map { "part\($0).csv" } : ["AAA.csv", "B.csv", "ZZZ.csv"]
        var contents: [String: [UInt8]] = [:]
        for (number, name) in names.enumerated() {
            var lines = makeLines(
                symbols: isLong ? ["AAA", "B", "LONGSYMBOL", "OTHER"] : [String(name.dropLast(4))],
                from: isLong ? number * 60 : 0)
            if isOdd, dice.uniform() < 0.7 { spoil(&lines) }
            var text = (["", "\u{FEFF}"][Int(dice.next() % 2)]) + header.joined(separator: ",") + end
            for line in lines { text += written(line) + end }
            if dice.uniform() < 0.3 { text = String(text.dropLast()) }
            contents["d/" + name] = Array(text.utf8)
        }
        files = MemoryFiles(bytes: contents)
    }

    /// Takes other files, with 24/7 and no further settings.
    mutating func replace(_ contents: [String: String]) {
        files = MemoryFiles(bytes: contents.mapValues { Array($0.utf8) })
        (settings, calendar, every) = ("path: 'd', interval: 1m", .alwaysOpen, .minutes(1))
    }

    private mutating func makeHeader() {
        header = ["open", "high", "low", "close"]
        if dice.uniform() < 0.9 { header.append("volume") }
        if dice.uniform() < 0.3 { header += ["bid", "ask"] }
        if dice.uniform() < 0.15 { header += ["bid_size", "ask_size"] }
        if dice.uniform() < 0.15 { header.append("adj_close") }
        if dice.uniform() < 0.2 { header.append("note") }
        if dice.uniform() < 0.4 {
            for index in header.indices { header.swapAt(index, Int(dice.next() % UInt64(header.count))) }
        }
        header.insert("time", at: dice.uniform() < 0.7 ? 0 : Int(dice.next() % UInt64(header.count)))
        if isLong { header.insert("symbol", at: dice.uniform() < 0.7 ? 1 : Int(dice.next() % 3)) }
    }

    private mutating func makeLines(symbols: [String], from first: Int) -> [Line] {
        let open = calendar == .newYork ? 14 * 60 + 30 : 15 * 60
        var lines: [Line] = []
        let density = dice.uniform() < 0.5 ? 1 : 0.8
        let decimals = [2, 2, 0, 5, 12][Int(dice.next() % 5)]
        for minute in first..<first + 60 where dice.uniform() < 0.97 {
            for symbol in symbols where dice.uniform() < density {
                lines.append(Line(minute: open + minute, symbol: symbol, fields: numbers(decimals)))
            }
        }
        return lines
    }

    private mutating func numbers(_ decimals: Int) -> [String: String] {
        func text(_ number: Double, _ dice: inout Dice) -> String {
            let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
            let rounded = (number * scale).rounded() / scale
            if decimals == 2, dice.uniform() < 0.95 {
                let cents = Int((number * 100).rounded())
                return "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
            }
            return rounded == rounded.rounded() && dice.uniform() < 0.5 ? "\(Int(rounded))" : "\(rounded)"
        }
        let base = [2.0, 99, 1_000, 65_000][Int(dice.next() % 4)]
        let open = base + dice.uniform() * base
        return [
            "open": text(open, &dice), "high": text(open + 3, &dice), "low": text(open - 1.5, &dice),
            "close": text(open + 1, &dice),
            "volume": dice.uniform() < 0.1 ? "" : "\(Int(dice.uniform() * 1e6))",
            "bid": dice.uniform() < 0.4 ? "" : text(open, &dice),
            "ask": dice.uniform() < 0.4 ? "" : "\(open + 2)",
            "bid_size": dice.uniform() < 0.5 ? "" : "7", "ask_size": dice.uniform() < 0.5 ? "" : "1e2",
            "adj_close": text(open / 2 + 1, &dice), "note": dice.uniform() < 0.3 ? "\"a, b\"" : "x",
        ]
    }

    /// Does one thing to the lines that is not plain.
    private mutating func spoil(_ lines: inout [Line]) {
        guard lines.count > 20 else { return }
        isPlain = false
        let place = Int(dice.next() % UInt64(lines.count - 10)) + 5
        switch dice.next() % 7 {
        case 0: lines.swapAt(place, place + 4)
        case 1: lines.insert(lines[place], at: place)
        case 2: lines[place].fields["close"] = "what"
        case 3: lines[place].fields["low"] = "1e9"
        case 4: lines[place].minute += 20_000
        case 5: lines[place].fields["time"] = "soon"
        default: lines[place].fields["open"] = ""
        }
    }

    private mutating func written(_ line: Line) -> String {
        let seconds = 1_704_153_600 + line.minute * 60
        let moment = Timestamp(nanoseconds: Int64(seconds) * 1_000_000_000)
        let time =
            switch timeForm {
            case 0: "\(seconds)"
            case 1: "\(seconds * 1_000)"
            case 2: moment.iso8601
            default: String(moment.iso8601.dropLast())
            }
        let text = header.map { name in
            switch name {
            case "time": line.fields["time"] ?? time
            case "symbol": line.symbol
            default: line.fields[name] ?? ""
            }
        }
        return (dice.uniform() < 0.02 ? text.map { $0.hasPrefix("\"") ? $0 : "\"\($0)\"" } : text)
            .joined(separator: ",")
    }
}
