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
        let (series, most) = (state.series, RowBlock.rows(of: state.series))
        var row = 0
        while row < rows, series > 0 {
            let (count, place) = (Swift.min(rows - row, most), row * series)
            let (price, isPresent, risk) = (prices + place, present + place, volatility + place)
            if !pushWhole(count, price, isPresent, risk, state, into: scores + place) {
                var (number, index) = (0, 0)
                while number < count * series {
                    let isPrice = price[number] > 0 && price[number] <= .greatestFiniteMagnitude
                    scores[place + number] =
                        isPresent[number] == 1 && isPrice
                        ? push(price[number], volatility: risk[number], series: index, of: state) : .nan
                    (number, index) = (number + 1, index + 1 == series ? 0 : index + 1)
                }
            }
            row += count
        }
    }

    /// Takes rows in which nothing is absent, of series that are warm; false, and nothing changed, for others.
    private mutating func pushWhole(
        _ rows: Int, _ prices: UnsafePointer<Double>, _ present: UnsafePointer<Double>,
        _ volatility: UnsafePointer<Double>, _ state: State, into scores: UnsafeMutablePointer<Double>
    ) -> Bool {
        let (series, count) = (state.series, rows * state.series)
        guard count >= RowBlock.many else { return false }
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
