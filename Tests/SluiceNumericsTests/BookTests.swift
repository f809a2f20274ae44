import SluiceNumerics
import Testing

@Suite struct BookTests {
    typealias Touch = OrderFlowImbalance.Touch

    static let before = Touch(bid: 99.98, ask: 100.02, bidSize: 300, askSize: 200)

    @Test(
        arguments: [
            // bid, ask, wanted with 100 to buy and 500 to sell
            (99.99, 100.03, 300), (99.98, 100.02, -500), (99.97, 100.01, -800), (99.99, 100.02, -200),
            (99.98, 100.03, 0), (99.97, 100.03, -100), (99.99, 100.01, -400),
        ] as [(Double, Double, Double)])
    func `every way the touch can move has its term`(bid: Double, ask: Double, want: Double) {
        let after = Touch(bid: bid, ask: ask, bidSize: 100, askSize: 500)
        #expect(OrderFlowImbalance.step(from: Self.before, to: after) == want)
    }

    @Test(arguments: [Double.nan, .infinity, -1])
    func `an unusable size or price has no imbalance`(size: Double) {
        let after = Touch(bid: 99.98, ask: 100.02, bidSize: size, askSize: 500)
        #expect(OrderFlowImbalance.step(from: Self.before, to: after).isNaN)
        #expect(OrderFlowImbalance.step(from: after, to: Self.before).isNaN)
    }

    @Test func `sizes lean the price`() {
        #expect(BookMath.imbalance(bidSize: 300, askSize: 100) == 0.5)
        #expect(
            abs(BookMath.microprice(bid: 99.95, ask: 100.05, bidSize: 300, askSize: 100) - 100.025) < 1e-12)
    }

    @Test(arguments: [(0.0, 0.0), (-1, 5), (.nan, 5), (.infinity, 5)])
    func `a book without sizes leans nowhere`(bidSize: Double, askSize: Double) {
        #expect(BookMath.imbalance(bidSize: bidSize, askSize: askSize).isNaN)
        #expect(BookMath.microprice(bid: 1, ask: 2, bidSize: bidSize, askSize: askSize).isNaN)
    }

    @Test(arguments: [(0.0, 1.0), (2, 1), (.nan, 1), (1, .nan), (1, .infinity)])
    func `a quote that is none has no microprice`(bid: Double, ask: Double) {
        #expect(BookMath.microprice(bid: bid, ask: ask, bidSize: 1, askSize: 1).isNaN)
    }

    @Test func `volume weighs prices`() throws {
        var price = try VolumeWeightedPrice(series: 1, window: 2)
        expect(price.push(price: 9, volume: 0, series: 0).isNaN)
        price.push(price: 10, volume: 100, series: 0)
        for (value, volume) in [(Double.nan, 1.0), (5, -1), (5, .nan)] {
            price.push(price: value, volume: volume, series: 0)
        }
        expect(abs(price.push(price: 12, volume: 300, series: 0) - 11.5) < 1e-12)
        price.push(price: 20, volume: 0, series: 0)
        expect(price.push(price: 20, volume: 0, series: 0).isNaN)
        #expect(VolumeWeightedPrice.typical(high: 12, low: 9, close: 12) == 11)
    }
}
