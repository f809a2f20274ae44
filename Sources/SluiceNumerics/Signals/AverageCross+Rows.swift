internal import CColumns
internal import Glibc

extension AverageCross {
    /// Takes rows of prices, one of each series, and writes the score as of each.
    ///
    /// Where `present` is not 1 there is no price, and no score.
    public mutating func push(
        rows: Int, _ prices: UnsafePointer<Double>, present: UnsafePointer<Double>,
        volatility: UnsafePointer<Double>, of state: State, into scores: UnsafeMutablePointer<Double>
    ) {
        let series = state.series
        guard rows * series >= RowBlock.many else {
            return pushEach(rows, prices, present, volatility, state, into: scores)
        }
        let most = RowBlock.rows(of: series)
        var row = 0
        while row < rows {
            let (count, place) = (Swift.min(rows - row, most), row * series)
            let (price, isPresent, risk) = (prices + place, present + place, volatility + place)
            if !pushWhole(count, price, isPresent, risk, state, into: scores + place) {
                pushEach(count, price, isPresent, risk, state, into: scores + place)
            }
            row += count
        }
    }

    /// Takes rows one price after the other.
    private func pushEach(
        _ rows: Int, _ prices: UnsafePointer<Double>, _ present: UnsafePointer<Double>,
        _ volatility: UnsafePointer<Double>, _ state: State, into scores: UnsafeMutablePointer<Double>
    ) {
        // Told apart outside the loop: inside it the logarithm would be taken of every price, wanted or not.
        if isOfPrice {
            push(rows, prices, present, volatility, state, into: scores) { $0 }
        } else {
            push(rows, prices, present, volatility, state, into: scores) { log($0) }
        }
    }

    @inline(__always)
    private func push(
        _ rows: Int, _ prices: UnsafePointer<Double>, _ present: UnsafePointer<Double>,
        _ volatility: UnsafePointer<Double>, _ state: State, into scores: UnsafeMutablePointer<Double>,
        _ level: (Double) -> Double
    ) {
        var place = 0
        for _ in 0..<rows {
            for index in 0..<state.series {
                let price = prices[place]
                if present[place] == 1, price > 0, price <= .greatestFiniteMagnitude {
                    scores[place] = push(
                        level(price), volatility: volatility[place], series: index, of: state)
                } else {
                    scores[place] = .nan
                }
                place &+= 1
            }
        }
    }

    /// Takes rows in which nothing is absent, of series that are warm; false, and nothing changed, for others.
    private mutating func pushWhole(
        _ rows: Int, _ prices: UnsafePointer<Double>, _ present: UnsafePointer<Double>,
        _ volatility: UnsafePointer<Double>, _ state: State, into scores: UnsafeMutablePointer<Double>
    ) -> Bool {
        let (series, count) = (state.series, rows * state.series)
        for index in 0..<series where state.prices[index] < Swift.max(warmUp, 1) { return false }
        var areWhole: Int64 = 0
        ccolumns_prices(Int64(count), prices, present, &areWhole)
        guard areWhole == 1 else { return false }
        let room = RowBlock.reserve(3, of: series, in: &scratch)
        scratch.withUnsafeMutableBufferPointer { scratch in
            let quick = scratch.baseAddress.unsafelyUnwrapped
            let (steady, logarithms) = (quick + room, quick + 2 * room)
            if !isOfPrice { for number in 0..<count { logarithms[number] = log(prices[number]) } }
            var averages = ccolumns_averages(
                fast: state.fast, slow: state.slow, fast_weight: weights.fast, slow_weight: weights.slow,
                series: Int64(series))
            ccolumns_follow(
                &averages, Int64(rows), isOfPrice ? prices : UnsafePointer(logarithms), quick, steady)
            ccolumns_gaps(
                Int64(count), quick, steady, volatility, deviation, limit, isOfPrice ? 1 : 0, scores)
        }
        for index in 0..<series { state.prices[index] += Double(rows) }
        return true
    }
}
