internal import CColumns

/// Finds the places of columns at which something is said.
public enum NonzeroPlaces {
    /// Finds the places at which not all of four numbers are 0, in their order, and writes NaN to the wish at every other.
    ///
    /// Which these are nobody can foretell, and a processor that guesses wrong waits; so none is asked for by a branch.
    /// `places` has room for `count`; what lies behind those that are found means nothing.
    /// - Returns: How many were found.
    public static func find(
        _ count: Int, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
        _ third: UnsafePointer<Double>, _ fourth: UnsafePointer<Double>,
        wishes: UnsafeMutablePointer<Double>, into places: UnsafeMutablePointer<Int>
    ) -> Int {
        if count < RowBlock.few {
            var found = 0
            for place in 0..<count {
                if ccolumns_is_concerned(first[place], second[place], third[place], fourth[place]) != 0 {
                    places[found] = place
                    found += 1
                } else {
                    wishes[place] = .nan
                }
            }
            return found
        }
        var found: Int64 = 0
        ccolumns_concerned(Int64(count), first, second, third, fourth, wishes, places, &found)
        return Int(found)
    }
}
