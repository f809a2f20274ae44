import CAllocations
import SluiceNumerics
import Testing

@Suite struct SequenceBankTests {
    private func window(_ bank: SequenceBank, _ series: Int) -> [Float] {
        var numbers = [Float](repeating: .nan, count: bank.length * bank.features)
        bank.copy(series: series, into: &numbers)
        return numbers
    }

    private func push(_ bank: inout SequenceBank, _ row: [Double], _ series: Int, at time: Int64) -> Bool {
        bank.push(row.span, series: series, at: time)
    }

    @Test func `three rows of four are kept, oldest first, ready since the third`() throws {
        var bank = try SequenceBank(series: 2, length: 3, features: 1)
        var ready: [Bool] = []
        for number in 1...4 {
            let time = Int64(number)
            let isAccepted = push(&bank, [Double(number)], 1, at: time)
            #expect(isAccepted)
            ready.append(bank.isReady(series: 1, at: time))
        }
        #expect(ready == [false, false, true, true])
        #expect(window(bank, 1) == [2, 3, 4])
        #expect(bank.fill(series: 0) == 0)
        #expect(bank.lastTime(series: 0) == nil)
        #expect(window(bank, 0) == [0, 0, 0])
    }

    @Test(arguments: [
        [1.0], [1, 2, 3], [], [1, .nan], [.infinity, 1], [1, 1e39], [-1e39, 0],
    ])
    func `a row of another width or with no number is refused`(row: [Double]) throws {
        var bank = try SequenceBank(series: 1, length: 2, features: 2)
        #expect(push(&bank, [5, 6], 0, at: 1) == true)
        #expect(push(&bank, row, 0, at: 2) == false)
        #expect(bank.fill(series: 0) == 1)
        #expect(window(bank, 0) == [0, 0, 5, 6])
        #expect(push(&bank, [7, 8], 0, at: 2) == true)
        #expect(window(bank, 0) == [5, 6, 7, 8])
    }

    @Test func `a bar counts once, however often it is offered`() throws {
        var bank = try SequenceBank(series: 1, length: 2, features: 1)
        var accepted: [Bool] = []
        for time: Int64 in [10, 10, 9, 11] { accepted.append(push(&bank, [Double(time)], 0, at: time)) }
        #expect(accepted == [true, false, false, true])
        #expect(bank.lastTime(series: 0) == 11)
        #expect(window(bank, 0) == [10, 11])
    }

    @Test func `a window is ready until its last row is as old as the time to live`() throws {
        var bank = try SequenceBank(series: 1, length: 1, features: 1, timeToLive: 300)
        #expect(push(&bank, [1], 0, at: 1_000) == true)
        #expect(bank.isReady(series: 0, at: 1_299))
        #expect(!bank.isReady(series: 0, at: 1_300))
        #expect(!bank.isReady(series: 0, at: 999))
        #expect(!bank.isReady(series: 0, at: .max))
        #expect(push(&bank, [2], 0, at: 5_000) == true)
        #expect(bank.isReady(series: 0, at: 5_000))
    }

    @Test func `columns of features become rows, and a series that misses a bar keeps its own`() throws {
        var bank = try SequenceBank(series: 3, length: 2, features: 2)
        func step(_ first: [Double], _ second: [Double], _ present: [Double], _ time: Int64) -> Int {
            bank.stage(first, feature: 0)
            bank.stage(second, feature: 1)
            return bank.pushStaged(present: present, at: time)
        }
        #expect(step([1, 2, 3], [4, 5, 6], [1, 1, 1], 1) == 3)
        #expect(step([7, 8, 9], [10, .nan, 12], [1, 1, 0], 2) == 1)
        #expect(window(bank, 0) == [1, 4, 7, 10])
        #expect(window(bank, 1) == [0, 0, 2, 5])
        #expect(window(bank, 2) == [0, 0, 3, 6])
        // What was staged is used up: a bar of which one feature is never given is no row.
        bank.stage([1, 1, 1], feature: 0)
        let taken = bank.pushStaged(present: [1, 1, 1], at: 3)
        #expect(taken == 0)
        bank.clear(series: 0)
        #expect(bank.fill(series: 0) == 0)
        #expect(window(bank, 0) == [0, 0, 0, 0])
    }

    @Test func `no series is no bank that fails`() throws {
        var bank = try SequenceBank(series: 0, length: 2, features: 1)
        let taken = withUnsafeTemporaryAllocation(of: Double.self, capacity: 1) { room in
            room.baseAddress.map { bank.pushStaged(present: $0, at: 1) }
        }
        #expect(taken == 0)
        #expect(bank.state.isEmpty)
        #expect(throws: InvalidParameter.self) { try SequenceBank(series: 1, length: 0, features: 1) }
        #expect(throws: InvalidParameter.self) { try SequenceBank(series: 1, length: 1, features: 0) }
        #expect(throws: InvalidParameter.self) {
            try SequenceBank(series: 1, length: 1, features: 1, timeToLive: 0)
        }
        #expect(throws: InvalidParameter.self) {
            try SequenceBank(series: 1_000_000, length: 1_000, features: 5)
        }
    }

    /// What a window should be, from all rows that were ever accepted.
    private func plain(_ rows: [[Double]], _ bank: SequenceBank) -> [Float] {
        let last = rows.suffix(bank.length)
        let missing = [Float](repeating: 0, count: (bank.length - last.count) * bank.features)
        return missing + last.flatMap { $0.map { Float($0) } }
    }

    /// Also through `state`, half-way.
    @Test(arguments: [1, 2, 5, 8])
    func `200 rows of seed 31 give what a plain list gives, a restart included`(length: Int) throws {
        var dice = SeededDice(seed: 31)
        var bank = try SequenceBank(series: 4, length: length, features: 3)
        var rows = [[[Double]]](repeating: [], count: 4)
        var shifted = 0
        for time in 0..<200 {
            let index = dice.below(4)
            let row = (0..<3).map { _ in dice.gappy(0.05) }
            let isAccepted = push(&bank, row, index, at: Int64(time))
            #expect(isAccepted == row.allSatisfy(\.isFinite))
            if isAccepted { rows[index].append(row) }
            for series in 0..<4 { #expect(window(bank, series) == plain(rows[series], bank)) }
            // The check sees a window that starts one row late.
            if rows[index].count > length, window(bank, index) != plain(rows[index].dropLast(), bank) {
                shifted += 1
            }
            if time == 100 {
                var again = try SequenceBank(series: 4, length: length, features: 3)
                let restored = again.restore(bank.state)
                #expect(restored)
                bank = again
            }
        }
        #expect(shifted > 50)
    }

    @Test func `a state of another form changes nothing`() throws {
        var bank = try SequenceBank(series: 1, length: 2, features: 1)
        #expect(push(&bank, [3], 0, at: -5) == true)
        let state = bank.state
        // Two rows, fill, slot, and the halves of the time.
        #expect(state == [3, 0, 1, 1, -1, 4_294_967_291])
        for (place, wrong) in [
            (0, Double.nan), (0, 1e39), (2, 3), (2, 0.5), (3, 2), (3, 0), (4, 1e10), (5, -1), (5, .nan),
        ] {
            var damaged = state
            damaged[place] = wrong
            let isRestored = bank.restore(damaged)
            #expect(!isRestored)
        }
        let isShortRestored = bank.restore([1])
        #expect(!isShortRestored)
        #expect(bank.state == state)
        #expect(push(&bank, [4], 0, at: -5) == false)
    }

    @Test func `a step of 200 series allocates nothing`() throws {
        guard let count = allocation_counter() else { return }
        var bank = try SequenceBank(series: 200, length: 16, features: 5)
        let scaling = try SequenceNormalization(.returns, length: 16, features: 5)
        var window = [Float](repeating: 0, count: 80)
        var column = [Double](repeating: 100, count: 200)
        let present = [Double](repeating: 1, count: 200)
        var ready = 0
        func step(_ time: Int64) {
            for feature in 0..<5 { bank.stage(column, feature: feature) }
            _ = bank.pushStaged(present: present, at: time)
            for index in 0..<200 where bank.isReady(series: index, at: time) {
                bank.copy(series: index, into: &window)
                if scaling.apply(&window) { ready += 1 }
            }
            column[Int(time)] += 1
        }
        for time in 0..<20 { step(Int64(time)) }
        let before = count()
        for time in 20..<30 { step(Int64(time)) }
        #if !DEBUG
        #expect(count() == before)
        #else
        _ = before
        #endif
        #expect(ready == 15 * 200)
    }
}
