import CColumns
import SluiceKit
import Testing

/// However wide the registers are, each loop gives the same bits: tried are all that this machine has.
@Suite(.serialized) struct RegisterTests {
    /// What a loop wrote with registers of so many numbers, as bits.
    private static func bits(_ registers: Int32, _ loop: () -> [Double]) -> [UInt64] {
        let limit = ccolumns_limit(registers)
        defer { _ = ccolumns_limit(8) }
        #expect(limit <= registers)
        return loop().map(\.bitPattern)
    }

    private static func expectEqual(_ name: String, _ count: Int, _ loop: () -> [Double]) {
        let narrow = bits(2, loop)
        #expect(bits(4, loop) == narrow && bits(8, loop) == narrow, "\(name) of \(count)")
    }

    private static func numbers(_ count: Int, _ dice: inout Dice, oddly: Double) -> [Double] {
        (0..<count).map { _ in
            dice.uniform() < oddly
                ? [.nan, .infinity, -.infinity, 0, -0.0, -1, .leastNonzeroMagnitude][Int(dice.uniform() * 7)]
                : 90 + 20 * dice.uniform()
        }
    }

    @Test(arguments: 0...70)
    func `verdicts, marks, counts, worths and places`(count: Int) {
        for seed in 1...12 as ClosedRange<UInt64> {
            var dice = Dice(seed: 100 * UInt64(count) + seed)
            let columns = (0..<5).map { _ in Self.numbers(count, &dice, oddly: seed < 6 ? 0.15 : 0) }
            Self.expectEqual("arbitrate", count) { Self.verdicts(columns, seed) }
            Self.expectEqual("marks", count) {
                var (marks, arePrices) = (columns[3], Int64(7))
                ccolumns_marks(Int64(count), columns[0], columns[1], columns[2], &marks, &arePrices)
                return marks + [Double(arePrices)]
            }
            Self.expectEqual("take marks", count) {
                var marks = columns[3]
                ccolumns_take_marks(Int64(count), columns[0], columns[1], columns[2], 105, &marks)
                return marks
            }
            Self.expectEqual("counts", count) {
                var (equal, absent) = (Int64(7), Int64(7))
                ccolumns_count(Int64(count), columns[0], 0, &equal)
                ccolumns_count_absent(Int64(count), columns[0], &absent)
                return [Double(equal), Double(absent)]
            }
            Self.expectEqual("totals", count) {
                var (low, high, areFinite, sums) = (7.0, 7.0, Int64(7), [1.0, 2, 3, 4])
                if count > 0 { ccolumns_range(Int64(count), columns[0], &low, &high, &areFinite) }
                ccolumns_add_in_turn(Int64(count), columns[0], &sums)
                return (areFinite == 0 ? [] : [low, high]) + sums
            }
            Self.expectEqual("worths", count) { Self.worths(columns) }
            Self.expectEqual("places", count) {
                let sparse = columns.map { $0.map { $0 < 104 ? 0 : $0 } }
                var (wishes, places, found) = (columns[4], [Int](repeating: -1, count: count), Int64(7))
                ccolumns_concerned(
                    Int64(count), sparse[0], sparse[1], sparse[2], sparse[3], &wishes, &places, &found)
                return wishes + places[..<Int(found)].map(Double.init)
            }
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 7, 8, 20, 64, 65, 130])
    func `targets, wishes, causes and arithmetic`(count: Int) {
        for seed in 1...12 as ClosedRange<UInt64> {
            var dice = Dice(seed: 1_000 * UInt64(count) + seed)
            let columns = (0..<6).map { _ in Self.numbers(count, &dice, oddly: seed < 6 ? 0.1 : 0) }
            let sides = (0..<count).map { _ in [0, 1, -1, .nan][Int(dice.uniform() * (seed < 4 ? 4 : 2))] }
            Self.expectEqual("odd targets", count) {
                var found: Int64 = 7
                ccolumns_count_odd(Int64(count), columns[0], columns[1], columns[2], columns[3], &found)
                return [Double(found)]
            }
            Self.expectEqual("unit weights", count) {
                var weights = columns[0]
                ccolumns_unit_weights(Int64(count), 10, 12_345.6, sides, columns[1], &weights)
                return weights
            }
            Self.expectEqual("products", count) {
                var values = columns[0]
                ccolumns_products(Int64(count), 0.3, columns[1], columns[2], &values)
                ccolumns_finite(Int64(count), columns[3], &values)
                return values
            }
            Self.expectEqual("far targets", count) { Self.far(columns) }
            Self.expectEqual("met wishes", count) { Self.met(columns, sides, seed) }
            Self.expectEqual("alike causes", count) { Self.alike(columns, sides, Int(seed)) }
        }
    }

    private static func far(_ columns: [[Double]]) -> [Double] {
        let count = columns[0].count
        var (near, goals) = (columns[0], [Bool](repeating: true, count: count))
        var (places, found) = ([Int](repeating: -1, count: count), Int64(7))
        let weights = columns[0].map { $0 / 10_000 }
        Lent.numbers([weights, columns[1], columns[2], columns[3].map { $0 / 100 }]) { lent in
            var targets = ccolumns_targets(
                weight: lent[0], held: lent[1], mark: lent[2], rate: lent[3], count: Int64(count),
                equity: 1_000_000, nearness: 5)
            ccolumns_far(&targets, &near, &goals, &places, &found)
        }
        return near + goals.map { $0 ? 1 : 0 } + places[..<Int(found)].map(Double.init)
    }

    private static func met(_ columns: [[Double]], _ sides: [Double], _ seed: UInt64) -> [Double] {
        let ones = [Double](repeating: 1, count: sides.count)
        let zeros = [Double](repeating: 0, count: sides.count)
        // Of one instrument through all cycles, and of all instruments in one.
        return [1, sides.count].map { instruments in
            var still: Int64 = 7
            let held = sides.map { $0 == 1 ? 100 : $0 == -1 ? -100 : 0.0 }
            Lent.numbers([sides, ones, zeros, columns[0], columns[1], columns[2], columns[3], held]) { lent in
                var wishes = ccolumns_wishes(
                    side: lent[0], scale: lent[1], leaves: lent[2], alpha: lent[3], cost: lent[4],
                    mark: lent[5], equity: lent[6], held: lent[7], instruments: Int64(instruments),
                    size: seed & 1 == 0 ? 100.5 : 1.2, has_units: seed & 1 == 0 ? 1 : 0,
                    undecided: Int64(seed % 3), tolerance: 30, most: 1e9)
                ccolumns_met(&wishes, Int64(sides.isEmpty ? 0 : sides.count / instruments), &still)
            }
            return Double(still)
        }
    }

    private static func alike(_ columns: [[Double]], _ sides: [Double], _ last: Int) -> [Double] {
        let forms = (0..<6).map {
            ccolumns_cause(word: UInt64($0), giver: UInt64($0) << 32 | 5, observed: 0, limit: 0)
        }
        let outcomes = sides.indices.map { Int64($0 == 10 * last ? 2 : 3) }
        var causes = [ccolumns_cause](repeating: forms[0], count: sides.count)
        ccolumns_write_causes(Int64(sides.count), outcomes, columns[0], columns[1], forms, &causes)
        var (passed, held) = (Int64(7), Int64(7))
        ccolumns_count_alike(
            Int64(sides.count), sides, columns[2].map { $0.magnitude }, causes, [forms[3]], &passed, &held)
        return [Double(passed), Double(held)] + causes.flatMap { [$0.observed, $0.limit, Double($0.word)] }
    }

    private static func verdicts(_ columns: [[Double]], _ seed: UInt64) -> [Double] {
        let count = columns[0].count
        var rule = ccolumns_arbitration(
            spread_multiple: 0.01, timing_multiple: 0.001, five_minutes: 3, root: 1.7, factor: 1.1,
            base_threshold: 20, reserve_multiple: 0.02, asks_volatility: UInt32(seed & 1),
            is_long_only: UInt32(seed >> 1 & 1), compares_edge: UInt32(seed >> 2 & 1),
            adds_cost: UInt32(seed >> 3 & 1))
        var outcomes = [Int64](repeating: 7, count: count)
        var written = [Double](repeating: 7, count: 8 * count)
        written.withUnsafeMutableBufferPointer { written in
            outcomes.withUnsafeMutableBufferPointer { outcomes in
                guard let first = written.baseAddress, let outcome = outcomes.baseAddress else { return }
                let column = { first + $0 * count }
                var verdicts = ccolumns_verdicts(
                    horizon: column(0), side: column(1), alpha: column(2), cost: column(3), net: column(4),
                    score: column(5), observed: column(6), limit: column(7), outcome: outcome)
                ccolumns_arbitrate(
                    &rule, Int64(count), columns[0], columns[1], columns[2], columns[3], &verdicts)
            }
        }
        return written + outcomes.map(Double.init)
    }

    private static func worths(_ columns: [[Double]]) -> [Double] {
        let count = columns[0].count
        var (sum, shares) = (7.0, [Double](repeating: 7, count: count))
        columns[0].withUnsafeBufferPointer { quantities in
            columns[1].withUnsafeBufferPointer { marks in
                columns[2].withUnsafeBufferPointer { rates in
                    guard let quantity = quantities.baseAddress, let mark = marks.baseAddress,
                        let rate = rates.baseAddress
                    else { return }
                    var held = ccolumns_holdings(
                        quantity: quantity, mark: mark, rate: rate, count: Int64(count))
                    ccolumns_worth(&held, 1_000, &sum)
                    ccolumns_shares(&held, 1_000_000, &shares)
                }
            }
        }
        return [sum] + shares
    }

    @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 9, 20, 33])
    func `fingerprints, returns, moments, deviations, averages and gaps`(series: Int) {
        for seed in 1...12 as ClosedRange<UInt64> {
            var dice = Dice(seed: 100 * UInt64(series) + seed)
            let rows = 1 + Int(dice.uniform() * 12)
            let count = rows * series
            let oddly = seed < 4 ? 0.02 : 0
            let columns = (0..<4).map { _ in Self.numbers(count, &dice, oddly: oddly) }
            let before = Self.numbers(series, &dice, oddly: 0)
            let ones = [Double](repeating: 1, count: count)
            Self.expectEqual("returns", count) {
                var (values, isWhole) = ([Double](repeating: 7, count: count), Int64(7))
                ccolumns_returns(columns[0], ones, before, Int64(series), Int64(rows), &values, &isWhole)
                return values + [Double(isWhole)]
            }
            Self.expectEqual("moments", count) { Self.moments(columns[0], series, rows) }
            Self.expectEqual("deviations", count) {
                var values = [Double](repeating: 7, count: count)
                ccolumns_deviations(Int64(count), columns[0], columns[1], 0.01, 0.05, &values)
                return values
            }
            Self.expectEqual("prices", count) {
                var areWhole: Int64 = 7
                ccolumns_prices(Int64(count), columns[0], ones, &areWhole)
                return [Double(areWhole)]
            }
            Self.expectEqual("averages", count) { Self.averages(columns[0], series, rows) }
            Self.expectEqual("gaps", count) {
                var scores = [Double](repeating: 7, count: count)
                ccolumns_gaps(
                    Int64(count), columns[0], columns[1], columns[2], 0.001, 1.5, Int64(seed & 1), &scores)
                return scores
            }
            Self.expectEqual("fingerprint", count) { Self.fingerprint(series, rows) }
        }
    }

    /// A window of three values, of which the references are far away from one in ten.
    private static func moments(_ values: [Double], _ series: Int, _ rows: Int) -> [Double] {
        var state = (0..<6).map { number in
            (0..<(number == 0 ? 3 * series : series)).map { Double(($0 * 7 + number * 3) % 10 + 90) }
        }
        var (sums, squares, done) = (values, values, Int64(7))
        let bases = state.indices.map { number in
            state[number].withUnsafeMutableBufferPointer { buffer in
                let copy = UnsafeMutablePointer<Double>.allocate(capacity: buffer.count)
                copy.initialize(from: buffer.baseAddress.unsafelyUnwrapped, count: buffer.count)
                return copy
            }
        }
        defer { for base in bases { base.deallocate() } }
        var moments = ccolumns_moments(
            values: bases[0], reference: bases[1], sum: bases[2], square: bases[3], leaving: bases[4],
            series: Int64(series), window: 3, slot: 1, part: 1 / 3.0, tolerance: 64)
        ccolumns_push(&moments, Int64(rows), values, &sums, &squares, &done)
        let written = (0..<series).flatMap { [bases[2][$0], bases[3][$0], bases[4][$0]] }
        let taken = Int(done) * series
        return [Double(done)] + sums[..<taken] + squares[..<taken] + written
            + (0..<3 * series).map { bases[0][$0] }
    }

    private static func averages(_ levels: [Double], _ series: Int, _ rows: Int) -> [Double] {
        var (fast, slow) = ([Double](repeating: 100, count: series), [Double](repeating: 99, count: series))
        var (quick, steady) = (levels, levels)
        fast.withUnsafeMutableBufferPointer { fast in
            slow.withUnsafeMutableBufferPointer { slow in
                guard let near = fast.baseAddress, let far = slow.baseAddress else { return }
                var averages = ccolumns_averages(
                    fast: near, slow: far, fast_weight: 0.3, slow_weight: 0.07, series: Int64(series))
                ccolumns_follow(&averages, Int64(rows), levels, &quick, &steady)
            }
        }
        return quick + steady + fast + slow
    }

    private static func fingerprint(_ series: Int, _ rows: Int) -> [Double] {
        let count = series * rows
        let words = (0..<11 * count).map { UInt64($0) &* 0x1234_5678_9ABC_DEF1 ^ UInt64($0) << 40 }
        var sum: UInt64 = 7
        words.withUnsafeBufferPointer { words in
            guard let first = words.baseAddress else { return }
            var market = ccolumns_market(
                bar_time: first, quote_time: first + count, numbers: first + 2 * count, rows: Int64(count))
            ccolumns_fingerprint(&market, Int64(series), Int64(rows), &sum)
        }
        return [Double(bitPattern: sum)]
    }
}
