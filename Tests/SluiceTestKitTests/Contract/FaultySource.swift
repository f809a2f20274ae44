import SluiceKit
import SluiceMarket

/// A data source that shows the closes of `market.csv` in time, or breaks the one rule that a setting names.
final class FaultySource: DataSource {
    enum Fault: String, SettingChoice {
        case none
        case early
        /// Shows the next close under the time of this one.
        case disguised
        case stale
        case changes
        case next
    }

    struct Settings: PluginSettings {
        @Setting(help: "Which rule is broken.")
        var fault = Fault.none
    }

    private struct Bar {
        let time: Timestamp
        let instrument: Int
        let close: Double
    }

    static let manifest = Manifest("faulty", "Shows the closes of a file.")
    private let fault: Fault
    private let bars: [Bar]
    private var next = 0

    init(settings: Settings, context: StageContext) throws {
        fault = settings.fault
        let stream = try context.files.open("market.csv")
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_000_000, alignment: 1)
        defer { buffer.deallocate() }
        let text = String(decoding: buffer.prefix(try stream.read(into: buffer)), as: UTF8.self)
        bars = text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard let time = Timestamp(iso8601: fields[0]), let close = Double(fields[5]),
                let instrument = context.axes.instruments.firstIndex(of: String(fields[1]))
            else { return nil }
            return Bar(time: time, instrument: instrument, close: close)
        }
    }

    func nextBar() -> Timestamp? {
        fault == .next && next > 0 ? bars[next - 1].time : next < bars.count ? bars[next].time : nil
    }

    func advance(to now: Timestamp, into market: MarketFrame) {
        market.fresh.fill(fault == .stale && next > 0 ? 1 : 0)
        while next < bars.count, bars[next].time <= now || fault == .early && next < 30 {
            let bar = bars[next]
            let later = min(next + market.count, bars.count - 1)
            market.close[bar.instrument] = fault == .disguised ? bars[later].close : bar.close
            market.barTime[bar.instrument] = bar.time
            market.fresh[bar.instrument] = fault == .changes ? 0 : 1
            next += 1
        }
    }

    func remember(into memory: inout MemoryWriter) { memory.write(next) }

    func recall(from memory: inout MemoryReader) throws {
        let next = try memory.int()
        guard bars.indices.contains(next) || next == bars.count else {
            throw MemoryMismatch("the memory is of another file")
        }
        self.next = next
    }
}
