import SluiceNumerics
import Testing

@Suite struct FeatureBankTests {
    @Test func `worked numbers`() throws {
        var market = try FeatureMarket(series: 1, "ret_1d", "ma_ratio_4", "rsi_4", "mom_2d")
        for close in [100.0, 101, 99, 102] {
            market.set(0, close: close)
            market.push()
        }
        #expect(abs(market.value("ret_1d") - 0.030_303_030_3) < 1e-10)
        #expect(abs(market.value("ma_ratio_4") - 0.014_925_373_1) < 1e-10)
        #expect(abs(market.value("rsi_4") - 200.0 / 3) < 1e-10)
        #expect(market.value("mom_2d") == 1)
    }

    @Test(
        arguments: [([5.0, 5, 5, 5], 50.0), ([5, 6, 7, 7], 100), ([7, 6, 6, 5], 0)] as [([Double], Double)])
    func `an index without losses is 100, and 50 when flat`(closes: [Double], want: Double) throws {
        var market = try FeatureMarket(series: 1, "rsi_4")
        for close in closes {
            market.set(0, close: close)
            market.push()
        }
        #expect(market.value("rsi_4") == want)
        // A loss leaves no trace once it has left the window.
        var later = try FeatureMarket(series: 1, "rsi_4")
        for close in [9, 1e-9, 1e9, closes[0]] + closes {
            later.set(0, close: close)
            later.push()
        }
        #expect(later.value("rsi_4") == want)
    }

    @Test func `prices that stop moving have no deviation at all`() throws {
        var market = try FeatureMarket(series: 1, "vol_5d", "bb_width", "bb_position", "rsi_7")
        for close in [1e9, 0.1, 77.7, 1e-3] + [Double](repeating: 123.456, count: 21) {
            market.set(0, close: close)
            market.push()
        }
        #expect(market.value("vol_5d") == 0 && market.value("bb_width") == 0)
        #expect(market.value("bb_position") == 0.5 && market.value("rsi_7") == 50)
    }

    @Test func `a bar that is not fresh changes nothing`() throws {
        var market = try FeatureMarket(series: 2)
        var other = try FeatureMarket(series: 1)
        var dice = SeededDice(seed: 31)
        var close = 100.0
        for step in 0..<150 {
            market.set(1, close: 50 + dice.unit())
            if step % 3 != 0 {
                let bar = BatchFeatures.Bar.drawn(after: close, absent: 0, &dice)
                close = bar.close
                market.set(0, bar)
                other.set(0, bar)
                other.push()
            }
            market.push()
            for feature in market.bank.features {
                let (one, two) = (market.value(feature.name, 0), other.value(feature.name, 0))
                #expect(one.isNaN && two.isNaN || isClose(one, two), "\(feature.name) at \(step)")
            }
        }
    }

    @Test func `what a bar lacks makes its features absent until the next, and leaves no trace`() throws {
        var market = try FeatureMarket(series: 1, "ret_1d", "high_low_range", "volume_change")
        func values() -> [Double] { ["ret_1d", "high_low_range", "volume_change"].map { market.value($0) } }
        let bar = BatchFeatures.Bar(open: 100, high: 102, low: 99, close: 101, volume: 10)
        market.set(0, bar)
        market.push()
        for lack in [\BatchFeatures.Bar.close, \.high, \.volume] {
            for bad in [Double.nan, -1, .infinity] {
                var broken = bar
                broken[keyPath: lack] = bad
                market.set(0, broken)
                market.push()
                let isAbsent = values().map(\.isNaN)
                #expect(isAbsent == [lack == \.close, lack != \.volume, lack == \.volume])
                market.push()
                #expect(values().map(\.isNaN) == isAbsent)
            }
        }
        var next = bar
        (next.close, next.volume) = (102, 15)
        market.set(0, next)
        market.push()
        #expect(abs(values()[0] - 1 / 101.0) < 1e-12 && abs(values()[2] - 0.5) < 1e-12)
    }

    @Test func `a feature is known from the bar its warm-up names`() throws {
        let features = FeatureCatalogue.all
        var market = try FeatureMarket(series: 1, features)
        var dice = SeededDice(seed: 32)
        var close = 100.0
        for column in 5...8 { market.numbers[column][0] = [99.9, 100.1, 300, 200][column - 5] }
        for step in 0...70 {
            for feature in features {
                #expect(
                    market.value(feature.name).isNaN == (step == 0 || step < feature.warmUp)
                        || feature.name == "order_flow" && step == 1,
                    "\(feature.name) after \(step) bars")
            }
            let bar = BatchFeatures.Bar.drawn(after: close, absent: 0, &dice)
            close = bar.close
            market.set(0, bar)
            market.push()
        }
    }

    @Test func `what is remembered continues to the bit`() throws {
        var dice = SeededDice(seed: 33)
        var (market, later) = (
            try FeatureMarket(series: 3, FeatureCatalogue.all),
            try FeatureMarket(series: 3, FeatureCatalogue.all)
        )
        var closes = [10.0, 100, 1_000]
        func step(_ markets: inout FeatureMarket, _ bars: [BatchFeatures.Bar?]) {
            for (series, bar) in bars.enumerated() { if let bar { markets.set(series, bar) } }
            markets.push()
        }
        func bars() -> [BatchFeatures.Bar?] {
            closes.indices.map { series in
                let bar = BatchFeatures.Bar.drawn(after: closes[series], absent: 0.02, &dice)
                if bar.close.isFinite { closes[series] = bar.close }
                return dice.unit() < 0.1 ? nil : bar
            }
        }
        for _ in 0..<130 { step(&market, bars()) }
        let state = market.bank.state
        #expect(later.bank.restore(state))
        later.numbers = market.numbers
        for _ in 0..<130 {
            let bars = bars()
            step(&market, bars)
            step(&later, bars)
            #expect(zip(market.output, later.output).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        }
        #expect(!later.bank.restore(Array(state.dropLast())) && !later.bank.restore([]))
        var broken = state
        for place in state.indices.suffix(state.count / 2) where state[place] == 1 { broken[place] = -1e18 }
        #expect(!later.bank.restore(broken))
    }

    @Test func `a bank of nothing and of one feature twice`() throws {
        var none = try FeatureMarket(series: 1, [])
        none.set(0, close: 1)
        none.push()
        var twice = try FeatureMarket(series: 1, "high_low_range", "high_low_range")
        twice.set(0, .init(open: 2, high: 3, low: 1, close: 2, volume: 1))
        twice.push()
        #expect(twice.output == [1, 1])
        #expect(throws: InvalidParameter.self) { try FeatureBank(series: 0, features: []) }
    }
}

/// Whether two numbers are the same to some multiples of their last digits.
func isClose(_ one: Double, _ two: Double, scale: Double = 1, bound: Double = 1e-12) -> Bool {
    (one - two).magnitude <= bound * max(scale, two.magnitude)
}
