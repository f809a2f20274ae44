/// Loops over a few dozen series side by side.
///
/// Each reads and writes few columns and does not branch, so that the compiler takes several series at a time. A value
/// is present exactly if its magnitude is below infinity. All columns of a call are equally long.
enum Lanes {
    typealias Column = UnsafeBufferPointer<Double>
    typealias Cells = UnsafeMutableBufferPointer<Double>

    /// Puts values in the place of those in a window, and notes these.
    static func exchange(_ values: Column, with past: Cells, noting old: Cells) {
        for index in 0..<values.count { old[index] = past[index] }
        for index in 0..<values.count {
            past[index] = values[index].magnitude < .infinity ? values[index] : .nan
        }
    }

    /// Makes the value that enters an empty window its reference.
    static func begin(_ reference: Cells, _ present: Cells, _ values: Column) {
        for index in 0..<values.count {
            let value = values[index].magnitude < .infinity ? values[index] : 0
            reference[index] = present[index] == 0 ? value : reference[index]
        }
    }

    /// Writes the differences of values from their references, 0 where a value is absent.
    static func differ(_ values: Column, from reference: Cells, into differences: Cells) {
        for index in 0..<values.count {
            let difference = values[index] - reference[index]
            differences[index] = values[index].magnitude < .infinity ? difference : 0
        }
    }

    /// Counts values in and out; not 0 when the last of a window has left.
    static func count(_ present: Cells, entering: Column, leaving: Cells) -> Int {
        var emptied = 0
        for index in 0..<entering.count {
            let before = present[index]
            let entered = entering[index].magnitude < .infinity ? 1.0 : 0
            let left = leaving[index].magnitude < .infinity ? 1.0 : 0
            let after = before + (entered - left)
            present[index] = after
            emptied |= (left > entered ? 1 : 0) & (after == 0 ? 1 : 0)
        }
        return emptied
    }

    /// Adds what entered, and takes away what left.
    static func add(_ sum: Cells, _ entering: Column, _ leaving: Column, _ place: Int) {
        for index in 0..<sum.count { sum[index] += entering[place &+ index] - leaving[place &+ index] }
    }

    /// Adds the products of what entered of two members, and takes away those of what left.
    static func multiply(_ product: Cells, _ entering: Column, _ leaving: Column, _ one: Int, _ two: Int) {
        for index in 0..<product.count {
            product[index] +=
                entering[one &+ index] * entering[two &+ index] - leaving[one &+ index]
                * leaving[two &+ index]
        }
    }

    /// Not 0 when so much has cancelled in the sums of a series that they have to be taken anew.
    static func staleness(_ sum: Cells, _ square: Cells, _ present: Cells, _ leaving: Cells) -> Int {
        var staleness = 0
        for index in 0..<sum.count {
            staleness |= RollingMoments.staleness(
                sum: sum[index], square: square[index], count: present[index], leaving: leaving[index])
        }
        return staleness
    }
}

extension [Double] {
    /// Lends some neighbouring cells for writing.
    mutating func lend<Result>(
        _ range: Range<Int>, _ body: (UnsafeMutableBufferPointer<Double>) -> Result
    ) -> Result {
        withUnsafeMutableBufferPointer { body(.init(rebasing: $0[range])) }
    }
}
