import SluiceKit
import Testing

@Suite struct DigestTests {
    func digest(_ numbers: [Double]) -> UInt64 {
        let columns = ColumnSet(columns: 1, rows: numbers.count)
        for (index, number) in numbers.enumerated() { columns.storage[index] = number }
        var digest = Digest()
        digest.add(columns[0])
        return digest.value
    }

    @Test func `equal numbers have one digest`() {
        #expect(digest([1, 2, .nan, 4, 5]) == digest([1, 2, .nan, 4, 5]))
    }

    @Test func `the digest is the same in every run and on every machine`() {
        var digest = Digest()
        digest.add(UInt64(1))
        digest.add("sluice")
        #expect(digest.value == 16_256_559_902_902_109_913)
        #expect(self.digest([1, 2, 3, 4, 5]) == 14_752_538_664_685_745_811)
    }

    @Test(arguments: 0..<37)
    func `each number at each place counts, to its last bit`(place: Int) {
        let numbers = (0..<37).map { Double($0) + 0.25 }
        for change in [numbers[place].nextUp, -numbers[place], 0, .nan] {
            var changed = numbers
            changed[place] = change
            #expect(digest(changed) != digest(numbers))
        }
    }

    @Test func `zero and its negative differ, and so do orders`() {
        #expect(digest([0]) != digest([-0.0]))
        #expect(digest([1, 2, 3, 4]) != digest([4, 3, 2, 1]))
        #expect(digest([1, 2]) != digest([2, 1]))
        let numbers = (0..<64).map { Double($0) + 0.25 }
        for (one, two) in [(0, 8), (0, 1), (7, 63), (8, 56), (31, 32)] {
            var swapped = numbers
            swapped.swapAt(one, two)
            #expect(digest(swapped) != digest(numbers))
        }
    }

    @Test func `text and its parts differ`() {
        func digest(_ parts: String...) -> UInt64 {
            var digest = Digest()
            for part in parts { digest.add(part) }
            return digest.value
        }
        #expect(digest("ab", "c") != digest("a", "bc"))
        #expect(digest("") != digest())
        #expect(digest("abc") != digest("acb"))
    }

    @Test func `many numbers have as many digests`() {
        var seen: Set<UInt64> = []
        for number in 0..<20_000 { seen.insert(digest([Double(number), 0, Double(number % 7)])) }
        // Of one lane two numbers that lie far apart, among equal ones.
        for number in 0..<20_000 {
            var numbers = [Double](repeating: 1, count: 64)
            (numbers[3], numbers[11]) = (Double(number % 200), Double(number / 200))
            seen.insert(digest(numbers))
        }
        #expect(seen.count == 40_000)
    }

    /// Flips one bit of two words, and says whether the fingerprint stays.
    private func isBlind(
        _ numbers: [Double], _ one: (word: Int, bit: Int), _ other: (word: Int, bit: Int)
    ) -> Bool {
        var changed = numbers
        for flip in [one, other] {
            changed[flip.word] = Double(bitPattern: changed[flip.word].bitPattern ^ 1 << UInt64(flip.bit))
        }
        return digest(changed) == digest(numbers)
    }

    @Test(arguments: 1...32)
    func `two flipped bits that lie up to 256 bytes apart are seen, whichever they are`(distance: Int) {
        var dice = Dice(seed: UInt64(distance))
        for numbers in [
            [Double](repeating: 0, count: 64), (0..<64).map { Double($0) + 0.25 },
            (0..<64).map { _ in Double(bitPattern: dice.next()) },
        ] {
            for first in stride(from: 0, to: 64, by: 5) {
                // The next step turns the words by halves: a flip there is where one would be made up for, if anywhere.
                for second in [first, (first + 32) % 64, Int(dice.next() % 64), Int(dice.next() % 64)] {
                    #expect(!isBlind(numbers, (3, first), (3 + distance, second)), "\(first) \(second)")
                }
            }
        }
    }

    @Test func `a step that drops a carry is blind to such pairs`() {
        // What was here before: the low half times a number, plus the high half.
        func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
            let met = lane ^ word
            return (met & 0xFFFF_FFFF) &* 0xFD4D_E0AD &+ met >> 32
        }
        // A flip of a high bit comes out as the flip of a low one, which the next word makes up for.
        let (word, flipped) = (UInt64(0), UInt64(1) << 40)
        let between = step(1 << 20, word) ^ step(1 << 20, flipped)
        #expect(between.nonzeroBitCount == 1)
        #expect(step(step(1 << 20, word), 7) == step(step(1 << 20, flipped), 7 ^ between))
    }
}
