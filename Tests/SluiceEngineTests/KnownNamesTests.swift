import SluiceKit
import Testing

@testable import SluiceEngine

@Suite struct KnownNamesTests {
    private var names = KnownNames()

    /// Whether a name of a number was new.
    private mutating func insert(_ number: UInt64, lasts: Bool = false) -> Bool {
        names.insert(ClientOrderID(high: 7, low: number), lasts: lasts)
    }

    @Test
    mutating func
        `no name comes twice in a moment, however many there are, and a lasting one never again`()
    {
        for moment in 0..<3 {
            names.begin()
            for number in 0..<30 as Range<UInt64> {
                let isNew = insert(number)
                #expect(isNew, "moment \(moment), \(number)")
                let again = (0...number).filter { insert($0) }
                #expect(again.isEmpty)
            }
        }
        let first = insert(100, lasts: true)
        names.begin()
        let second = [insert(100, lasts: true), insert(100), insert(1)]
        #expect(first && second == [false, false, true])
    }
}
