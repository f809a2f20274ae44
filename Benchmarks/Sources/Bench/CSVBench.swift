import Glibc
import SluiceBuiltins
import SluiceFiles
import SluiceKit
import SluiceMarket

/// A minute file of ten columns through `data.csv`, beside a plain scan for line feeds over the same bytes.
struct CSVBench {
    let bars: Int

    struct Result {
        let megabytes: Double
        /// Megabytes a second of processor time.
        let csv: Double
        let newlines: Double
        let rows: Int
    }

    func run() throws -> Result {
        var template = Array("/tmp/sluice-bench-XXXXXX".utf8CString)
        guard let folder = mkdtemp(&template).map({ String(cString: $0) }) else {
            throw BenchError("no folder")
        }
        let path = "\(folder)/SPY.csv"
        defer {
            unlink(path)
            rmdir(folder)
        }
        let bytes = file()
        guard let handle = fopen(path, "w") else { throw BenchError("no file") }
        _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, handle) }
        fclose(handle)
        let megabytes = Double(bytes.count) / 1e6
        var best = (csv: 0.0, newlines: 0.0)
        var rows = 0
        for _ in 0..<5 {
            let began = Stopwatch.threadTime
            rows = try read(folder)
            best.csv = max(best.csv, megabytes / (Double(Stopwatch.threadTime - began) / 1e9))
            let scanned = Stopwatch.threadTime
            guard try newlines(path) == bars + 1 else { throw BenchError("the scan missed lines") }
            best.newlines = max(best.newlines, megabytes / (Double(Stopwatch.threadTime - scanned) / 1e9))
        }
        return Result(megabytes: megabytes, csv: best.csv, newlines: best.newlines, rows: rows)
    }

    private func read(_ folder: String) throws -> Int {
        guard let plugin = Registry.builtins.plugin("data.csv") else { throw BenchError("no data.csv") }
        let settings = try SettingsText.node("{ path: SPY.csv, interval: 1m }", in: "\(folder)/bench.yaml")
        var found = settings.issues
        guard let decoded = plugin.decode(settings.node, into: &found) else { throw BenchError("\(found)") }
        let context = StageContext(
            id: "bars", mode: .backtest,
            axes: Axes(instruments: ["SPY"], horizons: [], every: .days(1), calendar: .alwaysOpen),
            clock: Nowhere.StillClock(), dice: Dice(seed: 1),
            files: ProjectFiles(pipelineFile: "\(folder)/bench.yaml"),
            transport: Nowhere.NoTransport(), secrets: Nowhere.NoSecrets(), log: Nowhere.NoLog()
        ) { print($0) }
        guard let source = try decoded.build(context) as? any DataSource else {
            throw BenchError("no source")
        }
        try source.start()
        let market = MarketFrame(count: 1, barMinutes: 1_440)
        var days = 0
        while let next = try source.nextBar() {
            try source.advance(to: next + .days(1), into: market)
            days += 1
        }
        return days
    }

    private func newlines(_ path: String) throws -> Int {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw BenchError("no file") }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var count = 0
        while true {
            let size = Glibc.read(descriptor, &buffer, buffer.count)
            guard size > 0 else { return count }
            buffer.withUnsafeBytes { bytes in
                var next = bytes.baseAddress
                var left = size
                while left > 0, let start = next, let found = memchr(start, 10, left) {
                    count += 1
                    let offset = UnsafeRawPointer(found) - start + 1
                    left -= offset
                    next = start + offset
                }
            }
        }
    }

    private func file() -> [UInt8] {
        var dice = Dice(seed: 3)
        var text: [UInt8] = Array("time,open,high,low,close,volume,bid,ask,bid_size,ask_size\n".utf8)
        text.reserveCapacity(bars * 100)
        var price = 41_234.0
        let start = Timestamp(seconds: 1_500_000_000 / 60 * 60)
        for bar in 0..<bars {
            let time = (start + .minutes(bar)).iso8601
            let open = Int(price)
            price = max(price + 10 * dice.normal(), 1_000)
            let close = Int(price)
            func cents(_ value: Int) -> String { "\(value / 100).\(value % 100 / 10)\(value % 10)" }
            let high = max(open, close) + 7
            let low = min(open, close) - 7
            let line =
                "\(time),\(cents(open)),\(cents(high)),\(cents(low)),\(cents(close)),\(10_000 + bar % 9_999),"
                + "\(cents(close - 1)),\(cents(close + 1)),\(100 + bar % 99),\(100 + bar % 77)\n"
            text += Array(line.utf8)
        }
        return text
    }
}
