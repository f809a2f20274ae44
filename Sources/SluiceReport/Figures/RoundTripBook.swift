import SluiceNumerics

/// Matches trades first in, first out: what leaves a holding is the oldest part of it.
struct RoundTripBook {
    /// A part of a holding that has not left it.
    struct Lot {
        let side: Double
        var quantity: Double
        let time: Int64
        let price: Double
        /// The fee for each unit.
        let fee: Double
        let horizon: Int
    }

    /// Trades that closed something, in the order of their exits.
    private(set) var trips: [RoundTrip] = []
    /// What is held at the end, by instrument, oldest first.
    private(set) var lots: [[Lot]]

    /// A remainder below this part of a lot is the rounding of doubles, not a holding.
    private static let dust = 1e-9

    init(_ run: RecordedRun) {
        let count = run.facts.instruments.count
        lots = Array(repeating: [], count: count)
        begin(run)
        let (times, prices) = (run.integers(.fills, "time"), run.numbers(.fills, "price"))
        let (instruments, sides) = (run.integers(.fills, "instrument"), run.integers(.fills, "side"))
        let (quantities, fees) = (run.numbers(.fills, "quantity"), run.numbers(.fills, "fee"))
        let horizons = run.integers(.fills, "horizon")
        for row in times.indices {
            let instrument = Int(instruments[row])
            guard lots.indices.contains(instrument), quantities[row] > 0 else { continue }
            take(
                instrument,
                Lot(
                    side: Double(sides[row]), quantity: quantities[row], time: times[row],
                    price: prices[row], fee: fees[row] / quantities[row], horizon: Int(horizons[row])))
        }
        measure(run)
    }

    /// What was held before the first cycle came at its first mark.
    private mutating func begin(_ run: RecordedRun) {
        let times = run.integers(.prices, "time")
        for (instrument, held) in run.facts.startHoldings.enumerated() where held != 0 && held.isFinite {
            let marks = run.numbers(.prices, "\(instrument)")
            guard lots.indices.contains(instrument), let first = marks.firstIndex(where: \.isFinite) else {
                continue
            }
            lots[instrument] = [
                Lot(
                    side: held > 0 ? 1 : -1, quantity: held.magnitude, time: times[first],
                    price: marks[first], fee: 0, horizon: -1)
            ]
        }
    }

    private mutating func take(_ instrument: Int, _ trade: Lot) {
        var left = trade
        var closed = 0
        while left.quantity > trade.quantity * Self.dust, closed < lots[instrument].count,
            lots[instrument][closed].side != trade.side
        {
            let lot = lots[instrument][closed]
            let quantity = min(lot.quantity, left.quantity)
            trips.append(
                RoundTrip(
                    instrument: instrument, side: lot.side, quantity: quantity, entryTime: lot.time,
                    exitTime: trade.time, entryPrice: lot.price, exitPrice: trade.price,
                    fees: quantity * (lot.fee + trade.fee), horizon: lot.horizon))
            left.quantity -= quantity
            lots[instrument][closed].quantity -= quantity
            if lots[instrument][closed].quantity <= lot.quantity * Self.dust { closed += 1 }
        }
        lots[instrument].removeFirst(closed)
        if left.quantity > trade.quantity * Self.dust { lots[instrument].append(left) }
    }

    /// Looks how far the marks went while each was held.
    private mutating func measure(_ run: RecordedRun) {
        let times = run.integers(.prices, "time")
        var extremes: [Int: RangeExtremes] = [:]
        for place in trips.indices {
            let trip = trips[place]
            let found =
                extremes[trip.instrument]
                ?? RangeExtremes(Array(run.numbers(.prices, "\(trip.instrument)")))
            extremes[trip.instrument] = found
            let (first, last) = (times.place(from: trip.entryTime), times.place(from: trip.exitTime) - 1)
            guard first <= last else { continue }
            let ends = found(first...last)
            let (low, high) = trip.side > 0 ? (ends.low, ends.high) : (ends.high, ends.low)
            func move(_ price: Double) -> Double { trip.side * (price / trip.entryPrice - 1) * 10_000 }
            trips[place].adverse = min(move(low), 0)
            trips[place].favourable = max(move(high), 0)
        }
    }
}

extension UnsafeBufferPointer<Int64> {
    /// The first place whose value is not below a moment, in ascending values; their count where all are.
    func place(from moment: Int64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
