import SluiceNumerics
import Testing

@Suite struct FeaturePropertyTests {
    /// Feeds random series with gaps and absent numbers, and counts features that are not what the batch form gives.
    private func disagreements(
        series: Int, bars: Int, every: Int, seed: UInt64, lost: Double = 1
    ) throws -> (found: Int, compared: Int, first: String?) {
        var market = try FeatureMarket(series: series)
        var dice = SeededDice(seed: seed)
        var (closes, pasts) = ([Double](), [[BatchFeatures.Bar]](repeating: [], count: series))
        for _ in 0..<series { closes.append(1 + 500 * dice.unit()) }
        var (found, compared, first) = (0, 0, String?.none)
        for step in 1...bars {
            for index in 0..<series where dice.unit() > 0.15 {
                let bar = BatchFeatures.Bar.drawn(after: closes[index], absent: 0.01, &dice)
                if bar.close.isFinite { closes[index] = bar.close }
                pasts[index].append(bar)
                market.set(index, bar)
            }
            market.push()
            guard step % every == 0 else { continue }
            for index in 0..<series {
                var batch = BatchFeatures(pasts[index])
                batch.lost = lost
                for (number, feature) in market.bank.features.enumerated() {
                    let got = market.output[number * series + index]
                    let want = batch.value(feature.name)
                    compared += want.value.isNaN ? 0 : 1
                    if got.isNaN && want.value.isNaN || isClose(got, want.value, scale: want.scale) {
                        continue
                    }
                    found += 1
                    first = first ?? "\(feature.name) of \(index) at \(step): \(got), not \(want.value)"
                }
            }
        }
        return (found, compared, first)
    }

    @Test func `10,000 random series with gaps (seed 41) have the features of their bars at once`() throws {
        let result = try disagreements(series: 10_000, bars: 75, every: 75, seed: 41)
        #expect(result.found == 0, "\(result.first ?? "")")
        #expect(result.compared > 200_000)
    }

    @Test func `30 long random series (seed 42) have them at every 40th of 800 bars`() throws {
        let result = try disagreements(series: 30, bars: 800, every: 40, seed: 42)
        #expect(result.found == 0, "\(result.first ?? "")")
        #expect(result.compared > 14_000)
    }

    @Test func `a deviation with the wrong denominator is noticed`() throws {
        let result = try disagreements(series: 20, bars: 80, every: 80, seed: 43, lost: 0)
        #expect(result.found > 50)
    }

    @Test func `Wilder's features are those of the indicators (seed 44)`() throws {
        let names = ["rsi_wilder_14", "atr_wilder_14", "plus_di_14", "minus_di_14", "adx_14"]
        var market = try FeatureMarket(series: 1, names.compactMap { FeatureCatalogue.feature(named: $0) })
        var strength = try RelativeStrength(series: 1, flat: 50)
        var (range, movement) = (try AverageTrueRange(series: 1), try DirectionalMovement(series: 1))
        var dice = SeededDice(seed: 44)
        var close = 100.0
        for step in 0..<200 {
            let bar = BatchFeatures.Bar.drawn(after: close, absent: 0, &dice)
            close = bar.close
            market.set(0, bar)
            market.push()
            strength.push(bar.close, series: 0)
            range.push(high: bar.high, low: bar.low, close: bar.close, series: 0)
            movement.push(high: bar.high, low: bar.low, close: bar.close, series: 0)
            let want = [
                strength.value(0), range.value(0), movement.plusDI(0), movement.minusDI(0), movement.adx(0),
            ]
            for (name, want) in zip(names, want) {
                let got = market.value(name)
                #expect(got == want || got.isNaN && want.isNaN, "\(name) at \(step)")
            }
        }
    }

    @Test func `window volatilities, prices and books are those of their own types`() throws {
        var market = try FeatureMarket(
            series: 1,
            [
                "parkinson_20", "garman_klass_20", "vwap_ratio_20", "spread_bps", "book_imbalance",
                "microprice_bps", "order_flow",
            ].compactMap { FeatureCatalogue.feature(named: $0) })
        var parkinson = try RangeVolatility(.parkinson, series: 1, minutes: 1)
        var klass = try RangeVolatility(.garmanKlass, series: 1, minutes: 1)
        var price = try VolumeWeightedPrice(series: 1, window: 20)
        var before = OrderFlowImbalance.Touch(bid: .nan, ask: 1, bidSize: 1, askSize: 1)
        var dice = SeededDice(seed: 45)
        var close = 100.0
        for step in 1...60 {
            let bar = BatchFeatures.Bar.drawn(after: close, absent: 0, &dice)
            close = bar.close
            let touch = OrderFlowImbalance.Touch(
                bid: close - 0.01 * dice.unit(), ask: close + 0.01 * dice.unit(),
                bidSize: (dice.unit() * 500).rounded(), askSize: (dice.unit() * 500).rounded() + 1)
            market.set(0, bar)
            for (column, number) in [touch.bid, touch.ask, touch.bidSize, touch.askSize].enumerated() {
                market.numbers[5 + column][0] = number
            }
            market.push()
            let flow = OrderFlowImbalance.step(from: before, to: touch)
            let (one, two) = (
                parkinson.push(open: bar.open, high: bar.high, low: bar.low, close: close, series: 0),
                klass.push(open: bar.open, high: bar.high, low: bar.low, close: close, series: 0)
            )
            let typical = VolumeWeightedPrice.typical(high: bar.high, low: bar.low, close: close)
            let mean = price.push(price: typical, volume: bar.volume, series: 0)
            #expect(isClose(market.value("spread_bps"), QuoteMath.spreadBps(bid: touch.bid, ask: touch.ask)))
            #expect(market.value("order_flow") == flow || step == 1)
            #expect(
                market.value("book_imbalance")
                    == BookMath.imbalance(bidSize: touch.bidSize, askSize: touch.askSize))
            before = touch
            guard step >= 20 else { continue }
            #expect(
                isClose(market.value("parkinson_20"), one) && isClose(market.value("garman_klass_20"), two))
            #expect(isClose(market.value("vwap_ratio_20"), close / mean - 1))
        }
    }
}
