internal import CColumns

/// Looks through the targets of all instruments for those of which something is to be done.
public enum TargetPlaces {
    /// Whether any target is infinite, or other than 0 while what is held has no weight or no price; NaN is no target.
    public static func areOdd(
        _ count: Int, _ targets: UnsafePointer<Double>, held: UnsafePointer<Double>,
        weights: UnsafePointer<Double>, marks: UnsafePointer<Double>
    ) -> Bool {
        if count < RowBlock.few {
            return (0..<count).contains {
                ccolumns_is_odd(targets[$0], held[$0], weights[$0], marks[$0]) != 0
            }
        }
        var found: Int64 = 0
        ccolumns_count_odd(Int64(count), targets, held, weights, marks, &found)
        return found > 0
    }

    /// What is known of instruments: the weight each shall have, the units held, the mark and the rate of its currency.
    public struct Known {
        let (weight, held, mark, rate): (Numbers, Numbers, Numbers, Numbers)
        let count: Int

        /// Reads numbers that the caller keeps alive.
        public init(
            weight: UnsafePointer<Double>, held: UnsafePointer<Double>, mark: UnsafePointer<Double>,
            rate: UnsafePointer<Double>, count: Int
        ) {
            (self.weight, self.held, self.mark, self.rate, self.count) = (weight, held, mark, rate, count)
        }

        typealias Numbers = UnsafePointer<Double>
    }

    /// Finds the places of targets that are neither absent nor nearer than `nearness` units to what is held.
    ///
    /// `near` becomes the units of a target that is near, else NaN, and `hasGoal` true where it is; those that are found
    /// come first in `places`, which has room for all.
    /// - Returns: How many were found.
    public static func far(
        _ known: Known, equity: Double, nearness: Double, near: UnsafeMutablePointer<Double>,
        hasGoal: UnsafeMutablePointer<Bool>, into places: UnsafeMutablePointer<Int>
    ) -> Int {
        var (found, targets): (Int64, ccolumns_targets) = (
            0,
            ccolumns_targets(
                weight: known.weight, held: known.held, mark: known.mark, rate: known.rate,
                count: Int64(known.count), equity: equity, nearness: nearness)
        )
        if known.count < RowBlock.few {
            for place in 0..<known.count {
                places[Int(found)] = place
                found += ccolumns_is_far(&targets, Int64(place), near + place)
                hasGoal[place] = !near[place].isNaN
            }
            return Int(found)
        }
        ccolumns_far(&targets, near, hasGoal, places, &found)
        return Int(found)
    }
}
