import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@Suite struct MarketTapeTests {
    @Test func `a longer tape begins with a shorter one`() {
        let builder = MarketBuilder(seed: 7)
        let short = builder.tape(cycles: 30)
        let long = builder.tape(cycles: 60).prefix(30)
        #expect(short.bars == long.bars)
        #expect(short.times == long.times)
        #expect(short.csv == long.csv)
        #expect(short.csv.split(separator: "\n").count == 91)
        #expect(MarketBuilder(seed: 8).tape(cycles: 30).bars != short.bars)
    }

    @Test func `bars lie between their prices, and quotes around the last`() {
        for row in MarketBuilder().tape(cycles: 200).bars {
            for bar in row.compactMap(\.self) {
                #expect(bar.low <= min(bar.open, bar.close) && max(bar.open, bar.close) <= bar.high)
                #expect(bar.low > 0 && bar.bid < bar.close && bar.close < bar.ask && bar.volume > 0)
            }
        }
    }

    @Test func `a frame shows a bar at its end and keeps it, no longer fresh`() {
        let times = (1...3).map { ManualClock.start + .minutes($0) }
        let tape = MarketTape(
            instruments: ["A"], times: times, bars: [[MarketBar(10)], [nil], [MarketBar(11)]])
        let frame = tape.frame()
        #expect(frame.close[0].isNaN && !frame.isFresh(0))
        tape.play(0, into: frame)
        #expect(frame.close[0] == 10 && frame.isFresh(0) && frame.barTime[0] == times[0])
        tape.play(1, into: frame)
        #expect(frame.close[0] == 10 && !frame.isFresh(0) && frame.barTime[0] == times[0])
        tape.play(2, into: frame)
        #expect(frame.close[0] == 11 && frame.isFresh(0) && frame.quoteTime[0] == times[2])
    }

    @Test func `volatility and traded value come from the bars so far`() {
        // Returns of 10 %, -10 % and 10 %: mean 1/30, standard deviation (n - 1) 0.11547.
        let times = (1...4).map { ManualClock.start + .minutes($0) }
        let closes = [100, 110, 99, 108.9]
        let tape = MarketTape(
            instruments: ["A"], times: times, bars: closes.map { [MarketBar($0, volume: 10)] })
        #expect(tape.frame(at: 1).volatility[0].isNaN)
        #expect(abs(tape.frame(at: 3).volatility[0] - 0.115_470_053_838) < 1e-9)
        // A session of XNYS has 390 bars of a minute.
        #expect(abs(tape.frame(at: 3).tradedValue[0] - 390 * 10 * 104.475) < 1e-6)
    }

    @Test func `gaps and absent numbers appear when asked for`() {
        var builder = MarketBuilder()
        (builder.gaps, builder.absent) = (0.2, 0.1)
        let bars = builder.tape(cycles: 200).bars.flatMap(\.self)
        #expect(bars.contains(nil))
        #expect(bars.compactMap(\.self).contains { $0.close.isNaN })
        let usual = MarketBuilder().tape(cycles: 200).bars.flatMap(\.self)
        #expect(!usual.contains(nil))
    }
}
