import SluiceNumerics
import Testing

@Suite struct PooledCorrelationTests {
    @Test(arguments: [(0.0, 20), (0.0, 1), (0.1, 12), (0.6, 5)])
    func `correlations are those of all instruments in the window`(gaps: Double, window: Int) throws {
        let (members, instruments) = (3, 7)
        var dice = SeededDice(seed: 41)
        var pooled = try PooledCorrelation(
            groups: 2, members: members, instruments: instruments, window: window)
        var past: [[[Double]]] = []
        for step in 0..<6 * window + 3 {
            let scale = step % 11 == 3 ? 1e5 : 1
            let section = (0..<members).map { member in
                (0..<instruments).map { _ in dice.gappy(gaps) * scale + Double(member) }
            }
            Self.push(section, group: 1, into: &pooled)
            guard section.contains(where: { $0.contains(where: \.isFinite) }) else { continue }
            past.append(section)
            let rows = past.suffix(window).flatMap { section in
                (0..<instruments).map { instrument in (0..<members).map { section[$0][instrument] } }
            }
            let matrix = Self.matrix(&pooled, group: 1)
            for one in 0..<members {
                let steps = past.suffix(window).count { $0[one].contains(where: \.isFinite) }
                #expect(pooled.count(group: 1, member: one) == steps)
                for two in 0..<one {
                    let (count, expected) = CorrelationTests.pearson(rows[...], one, two)
                    guard gaps == 0 || count < 3 else { continue }
                    #expect(abs(matrix[one * members + two] - (count >= 3 ? expected : 0)) < 1e-9)
                }
            }
        }
        expect(Self.matrix(&pooled, group: 0) == [1, 0, 0, 0, 1, 0, 0, 0, 1])
    }

    @Test func `two members with gaps correlate over what they have in common`() throws {
        var dice = SeededDice(seed: 42)
        var pooled = try PooledCorrelation(groups: 1, members: 2, instruments: 5, window: 6)
        var past: [[[Double]]] = []
        for _ in 0..<200 {
            let section = (0..<2).map { _ in (0..<5).map { _ in dice.gappy(0.4) } }
            Self.push(section, group: 0, into: &pooled)
            guard section.contains(where: { $0.contains(where: \.isFinite) }) else { continue }
            past.append(section)
            let rows = past.suffix(6).flatMap { section in (0..<5).map { [section[0][$0], section[1][$0]] } }
            let (count, expected) = CorrelationTests.pearson(rows[...], 0, 1)
            expect(abs(Self.matrix(&pooled, group: 0)[1] - (count >= 3 ? expected : 0)) < 1e-9)
        }
    }

    @Test func `nothing of what has left the window remains`() throws {
        var (dice, pooled) = (
            SeededDice(seed: 43), try PooledCorrelation(groups: 1, members: 2, instruments: 4, window: 5)
        )
        Self.push([[1e9, 1, 2, 3], [4, 1e9, 5, 6]], group: 0, into: &pooled)
        var fresh = try PooledCorrelation(groups: 1, members: 2, instruments: 4, window: 5)
        // The reference is the first value ever seen, so both begin with the same one.
        Self.push([[1e9, .nan, .nan, .nan], [4, .nan, .nan, .nan]], group: 0, into: &fresh)
        for _ in 0..<40 {
            let section = (0..<2).map { _ in (0..<4).map { _ in 1e9 + 1e6 * dice.normal() } }
            Self.push(section, group: 0, into: &pooled)
            Self.push(section, group: 0, into: &fresh)
        }
        expect(Self.matrix(&pooled, group: 0) == Self.matrix(&fresh, group: 0))
    }

    @Test func `a restored past gives the same matrices, to the bit`() throws {
        var (dice, pooled) = (
            SeededDice(seed: 44), try PooledCorrelation(groups: 2, members: 3, instruments: 4, window: 7)
        )
        var restored = pooled
        for step in 0..<60 {
            if step == 33 { expect(restored.restore(pooled.state)) }
            let section = (0..<3).map { _ in (0..<4).map { _ in dice.gappy(0.2) } }
            Self.push(section, group: step % 2, into: &pooled)
            if step >= 33 {
                Self.push(section, group: step % 2, into: &restored)
                expect(Self.matrix(&pooled, group: 0) == Self.matrix(&restored, group: 0))
                expect(Self.matrix(&pooled, group: 1) == Self.matrix(&restored, group: 1))
            }
        }
        expect(!restored.restore([1, 2, 3]))
        expect(!restored.restore([-1] + pooled.state.dropFirst()))
    }

    private static func push(_ section: [[Double]], group: Int, into pooled: inout PooledCorrelation) {
        for (member, column) in section.enumerated() {
            pooled.stage(column.span, member: member, group: group)
        }
        pooled.push(group: group)
    }

    private static func matrix(_ pooled: inout PooledCorrelation, group: Int) -> [Double] {
        var matrix = [Double](repeating: .nan, count: pooled.members * pooled.members)
        var span = matrix.mutableSpan
        pooled.correlations(group: group, into: &span)
        return matrix
    }
}
