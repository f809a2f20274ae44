import SluiceMarket
import Testing

@Suite struct ScheduleTests {
    @Test func `the second of 7 children in 3,601 s comes after 514 s`() throws {
        let times = try #require(SliceTimes(slices: 7, duration: .seconds(3_601), grid: .seconds(1)))
        #expect((0..<7).map { Int(times.offset(of: $0).seconds) } == [0, 514, 1028, 1543, 2057, 2572, 3086])
        let fine = try #require(SliceTimes(slices: 3, duration: .seconds(1)))
        #expect(fine.offset(of: 1) == .milliseconds(333))
        #expect(SliceTimes(slices: 0, duration: .seconds(1)) == nil)
        #expect(SliceTimes(slices: 1, duration: .zero) == nil)
        #expect(SliceTimes(slices: 1, duration: .seconds(1), grid: .zero) == nil)
        let longest = try #require(SliceTimes(slices: 2, duration: .longest, grid: .nanoseconds(1)))
        #expect(longest.offset(of: 1_000_000) == .longest)
    }

    @Test func `a tenth of 1,234 in steps of 5 is 120`() throws {
        let tenth = try #require(Amount(parsing: "0.1"))
        let rule = try #require(Participation(part: tenth, step: Amount(5)))
        #expect(rule.child(of: Amount(1_000), volume: Amount(1_234)) == Amount(120))
        #expect(rule.child(of: Amount(33), volume: Amount(1_234)) == Amount(30))
        #expect(rule.child(of: Amount(33), volume: Amount(49)) == .zero)
        for nothing in [Amount.zero, Amount(-1)] {
            #expect(rule.child(of: nothing, volume: Amount(100)) == .zero)
            #expect(rule.child(of: Amount(100), volume: nothing) == .zero)
        }
        #expect(rule.child(of: .greatest, volume: .greatest) > Amount(1))
        #expect(Participation(part: .zero, step: Amount(1)) == nil)
        #expect(Participation(part: Amount(2), step: Amount(1)) == nil)
        #expect(Participation(part: Amount(1), step: .zero) == nil)
    }

    private func children(_ slices: IcebergSlices) -> [Amount] {
        var (slices, children) = (slices, [Amount]())
        while let child = slices.next() {
            children.append(child)
            slices.fill(child)
        }
        return children
    }

    @Test func `313 shown 79 at a time are 79, 79, 79 and 76`() throws {
        let slices = try #require(IcebergSlices(total: Amount(313), display: Amount(79)))
        #expect(children(slices) == [79, 79, 79, 76].map { Amount($0) })
        let joined = try #require(
            IcebergSlices(total: Amount(240), display: Amount(79), minimum: Amount(5)))
        #expect(children(joined) == [79, 79, 82].map { Amount($0) })
    }

    @Test func `the next child comes when the one before has traded whole`() throws {
        var slices = try #require(IcebergSlices(total: Amount(100), display: Amount(30)))
        #expect(slices.next() == Amount(30))
        #expect(slices.next() == nil)
        slices.fill(Amount(29))
        #expect(slices.next() == nil)
        slices.fill(Amount(1))
        #expect(slices.next() == Amount(30))
    }

    @Test func `a fill beyond what is seen counts, unless it is to be cut off`() throws {
        var booked = try #require(IcebergSlices(total: Amount(100), display: Amount(30)))
        var clipped = try #require(
            IcebergSlices(total: Amount(100), display: Amount(30), excess: .clipped))
        (_, _) = (booked.next(), clipped.next())
        booked.fill(Amount(45))
        clipped.fill(Amount(45))
        #expect(booked.remaining == Amount(55))
        #expect(clipped.remaining == Amount(70))
        booked.fill(Amount(500))
        booked.fill(Amount(-5))
        #expect(booked.remaining == .zero)
        #expect(booked.next() == nil)
        #expect(IcebergSlices(total: .zero, display: Amount(1)) == nil)
        #expect(IcebergSlices(total: Amount(1), display: .zero) == nil)
        #expect(IcebergSlices(total: Amount(1), display: Amount(1), minimum: Amount(-1)) == nil)
    }
}
