/// The sums that one cross-section leaves behind, enough for every pair's correlation over its common instruments.
///
/// Four members-by-members tables, row by row: how many instruments both have, the row's member summed over them, its
/// square, the product of both. Then for each member 1 if it was there at all.
struct CrossSums {
    let members: Int
    let instruments: Int

    static func count(members: Int) -> Int { 4 * members * members + members }

    static func number(_ one: Int, _ two: Int, _ members: Int) -> Int { one * members + two }

    func take(
        differences: UnsafeBufferPointer<Double>, masks: UnsafeBufferPointer<Double>, absent: [Int],
        into row: UnsafeMutableBufferPointer<Double>
    ) {
        let table = members * members
        for one in 0..<members {
            let (x, there) = (column(differences, one), column(masks, one))
            row[4 * table + one] = absent[one] < instruments ? 1 : 0
            let whole = absent[one] == 0 ? (sum(x), dot(x, x)) : nil
            for two in 0..<members {
                let cell = one * members + two
                if let whole, absent[two] == 0 {
                    row[cell] = Double(instruments)
                    (row[table + cell], row[2 * table + cell]) = whole
                } else {
                    let mask = column(masks, two)
                    row[cell] = dot(there, mask)
                    row[table + cell] = dot(x, mask)
                    row[2 * table + cell] = dot(x, x, mask)
                }
                if two <= one {
                    let product = one == two ? row[2 * table + cell] : dot(x, column(differences, two))
                    row[3 * table + cell] = product
                    row[3 * table + two * members + one] = product
                }
            }
        }
    }

    private func column(_ values: UnsafeBufferPointer<Double>, _ member: Int) -> UnsafeBufferPointer<Double> {
        .init(rebasing: values[(member * instruments)..<((member + 1) * instruments)])
    }

    // Four sums side by side: one alone would wait for each addition to finish before it began the next.
    private typealias Four = SIMD4<Double>

    private func lanes(_ values: UnsafeBufferPointer<Double>, _ index: Int) -> Four {
        Four(values[index], values[index + 1], values[index + 2], values[index + 3])
    }

    private func sum(_ x: UnsafeBufferPointer<Double>) -> Double {
        var (lanes, rest, index) = (Four.zero, 0.0, 0)
        while index + 4 <= x.count {
            lanes += self.lanes(x, index)
            index += 4
        }
        for index in index..<x.count { rest += x[index] }
        return lanes.sum() + rest
    }

    private func dot(_ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>) -> Double {
        var (lanes, rest, index) = (Four.zero, 0.0, 0)
        while index + 4 <= x.count {
            lanes += self.lanes(x, index) * self.lanes(y, index)
            index += 4
        }
        for index in index..<x.count { rest += x[index] * y[index] }
        return lanes.sum() + rest
    }

    private func dot(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>, _ z: UnsafeBufferPointer<Double>
    ) -> Double {
        var sum = 0.0
        for index in 0..<x.count { sum += x[index] * y[index] * z[index] }
        return sum
    }
}
