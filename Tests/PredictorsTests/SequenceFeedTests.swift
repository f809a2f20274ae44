import CAllocations
import SluiceKit
import SluiceMarket
import SluiceModels
import SluiceNumerics
import Testing

@testable import Predictors

@Suite struct SequenceFeedTests {
    /// Gives the window's first and last numbers, and counts what it is asked.
    private final class Ends: Evaluator {
        let features: Int
        let outputs = 2
        let sequence: Int?
        private(set) var asked = 0
        var answersNothing = false

        init(_ length: Int, _ features: Int) { (sequence, self.features) = (length, features) }

        func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
            asked += count
            let width = features * (sequence ?? 1)
            for window in 0..<count {
                results[2 * window] = answersNothing ? .infinity : rows[window * width]
                results[2 * window + 1] = rows[window * width + width - 1]
            }
        }
    }

    private func input(_ members: String) throws -> SequenceInput {
        let bytes = Array("{\(members)}".utf8)
        let metadata = try bytes.withUnsafeBufferPointer { try ModelMetadata($0) }
        return try #require(metadata.sequence)
    }

    private static let bars = """
        "input_mode": "raw_sequence", "sequence": {"length": 3, "channels": ["close"], "normalization": "none"}
        """

    /// A feed of closes whose cycles come a minute apart.
    private struct Market {
        let frame: MarketFrame
        var time = Timestamp(nanoseconds: 0)

        init(_ count: Int, features: [String] = []) {
            frame = MarketFrame(count: count, barMinutes: 1, features: features)
        }

        /// A bar of each close that is not nil.
        mutating func bar(_ closes: [Double?]) {
            time = Timestamp(nanoseconds: time.nanoseconds + 60_000_000_000)
            for (index, close) in closes.enumerated() {
                frame.fresh[index] = close == nil ? 0 : 1
                guard let close else { continue }
                for column in [frame.open, frame.high, frame.low, frame.close] { column[index] = close }
                frame.volume[index] = 1_000
            }
        }
    }

    private func feed(_ evaluator: any Evaluator, _ members: String, _ count: Int) throws -> SequenceFeed {
        try SequenceFeed(
            evaluator, input: try input(members), features: [], instruments: count, place: { _ in nil })
    }

    @Test func `a model speaks when the window is full, once for each bar`() throws {
        let evaluator = Ends(3, 1)
        let feed = try feed(evaluator, Self.bars, 2)
        var market = Market(2)
        let bars: [[Double?]] = [[10, 20], [11, 21], [12, nil]]
        for closes in bars {
            market.bar(closes)
            feed.step(market.frame, at: market.time)
        }
        #expect(feed.result(0, output: 0) == 10)
        #expect(feed.result(0, output: 1) == 12)
        #expect(feed.result(1, output: 0).isNaN)
        market.bar([nil, 23])
        feed.step(market.frame, at: market.time)
        // The bar that was missed leaves no row, and what was said of the other is over with its bar.
        #expect(feed.result(1, output: 0) == 20)
        #expect(feed.result(1, output: 1) == 23)
        #expect(feed.result(0, output: 0).isNaN)
        #expect(evaluator.asked == 2)
    }

    @Test func `what was said holds for the time to live`() throws {
        let members = """
            "input_mode": "raw_sequence",
            "sequence": {"length": 1, "channels": ["close"], "normalization": "none", "ttl_seconds": 120}
            """
        let evaluator = Ends(1, 1)
        let feed = try feed(evaluator, members, 1)
        var market = Market(1)
        var said: [Double] = []
        let bars: [[Double?]] = [[5], [nil], [nil], [6], [.nan], [7]]
        for closes in bars {
            market.bar(closes)
            feed.step(market.frame, at: market.time)
            said.append(feed.result(0, output: 0))
        }
        #expect(said[0] == 5 && said[1] == 5 && said[2].isNaN && said[3] == 6)
        // A new bar that has no number is one that the model cannot see.
        #expect(said[4].isNaN && said[5] == 7)
        #expect(evaluator.asked == 3)
    }

    @Test func `windows of bars are scaled as a whole, and one that cannot be is not seen`() throws {
        let members = """
            "input_mode": "raw_sequence", "sequence_length": 2, "sequence_normalization": "returns"
            """
        let evaluator = Ends(2, 5)
        let feed = try feed(evaluator, members, 1)
        var market = Market(1)
        for close in [100.0, 110, 121] {
            market.bar([close])
            if close == 110 { market.frame.volume[0] = 0 }
            feed.step(market.frame, at: market.time)
            if close == 110 {
                // The open of the first row and the volume of the last, which is 0 of 1,000.
                #expect(feed.result(0, output: 0) == 0)
                #expect(feed.result(0, output: 1) == -1)
            }
        }
        // The first volume is 0: missing.
        #expect(feed.result(0, output: 0).isNaN)
        #expect(evaluator.asked == 1)
    }

    @Test func `windows of features stand in the order of the model`() throws {
        let evaluator = Ends(2, 2)
        let feed = try SequenceFeed(
            evaluator, input: try input("\"sequence_length\": 2"), features: ["b", "a"], instruments: 1,
            place: { ["a", "b"].firstIndex(of: $0) })
        var market = Market(1, features: ["a", "b"])
        for step in 1...3 {
            market.bar([100])
            market.frame.features.column(0)[0] = Double(step)
            market.frame.features.column(1)[0] = step == 2 ? .nan : Double(10 * step)
            feed.step(market.frame, at: market.time)
            #expect(feed.result(0, output: 0).isNaN == (step < 3))
        }
        // b of the first row, a of the last: the row in between was refused.
        #expect(feed.result(0, output: 0) == 10)
        #expect(feed.result(0, output: 1) == 3)
    }

    @Test func `an infinite number is absent`() throws {
        let evaluator = Ends(1, 1)
        evaluator.answersNothing = true
        let feed = try feed(evaluator, Self.bars.replacing("\"length\": 3", with: "\"length\": 1"), 1)
        var market = Market(1)
        market.bar([4])
        feed.step(market.frame, at: market.time)
        #expect(feed.result(0, output: 0).isNaN)
        #expect(feed.result(0, output: 1) == 4)
    }

    @Test func `another window, an unknown feature and no instrument`() throws {
        #expect(throws: InvalidParameter.self) { try feed(Ends(2, 1), Self.bars, 1) }
        #expect(throws: InvalidParameter.self) { try feed(Ends(3, 2), Self.bars, 1) }
        #expect(throws: MissingFeature.self) {
            try SequenceFeed(
                Ends(2, 1), input: try input("\"sequence_length\": 2"), features: ["a"], instruments: 1,
                place: { _ in nil })
        }
        let none = try feed(Ends(3, 1), Self.bars, 0)
        none.step(MarketFrame(count: 0, barMinutes: 1), at: Timestamp(nanoseconds: 1))
    }

    @Test func `150 instruments of seed 41 say the same after a restart, block by block`() throws {
        var dice = Dice(seed: 41)
        let members = Self.bars.replacing(
            "\"normalization\": \"none\"", with: "\"normalization\": \"minmax\", \"ttl_seconds\": 90")
        var feeds = [try feed(Ends(3, 1), members, 150)]
        var market = Market(150)
        for step in 0..<40 {
            var closes: [Double?] = []
            for _ in 0..<150 {
                let kind = dice.uniform()
                closes.append(kind < 0.2 ? nil : kind < 0.25 ? .nan : 50 + dice.uniform())
            }
            market.bar(closes)
            for feed in feeds { feed.step(market.frame, at: market.time) }
            for feed in feeds.dropFirst() {
                for index in 0..<150 {
                    for output in 0..<2 {
                        let (one, other) = (
                            feeds[0].result(index, output: output), feed.result(index, output: output)
                        )
                        #expect(one.bitPattern == other.bitPattern)
                    }
                }
            }
            if step == 10 || step == 25 {
                var writer = MemoryWriter()
                feeds[0].remember(into: &writer)
                let later = try feed(Ends(3, 1), members, 150)
                var reader = MemoryReader(writer.words)
                try later.recall(from: &reader)
                #expect(reader.isAtEnd)
                feeds.append(later)
                let other = try feed(Ends(3, 1), members, 149)
                var again = MemoryReader(writer.words)
                #expect(throws: MemoryMismatch.self) { try other.recall(from: &again) }
            }
        }
        #expect(feeds.count == 3)
        #expect((0..<150).contains { !feeds[0].result($0, output: 0).isNaN })
    }

    @Test func `a step of 150 instruments allocates nothing`() throws {
        let members = Self.bars.replacing("none", with: "minmax")
        let feed = try feed(Ends(3, 1), members, 150)
        var market = Market(150)
        let closes = (0..<150).map { Double?(Double($0 + 1)) }
        for _ in 0..<5 {
            market.bar(closes)
            feed.step(market.frame, at: market.time)
        }
        guard let count = allocation_counter() else { return }
        let before = count()
        for step in 1...20 {
            feed.step(market.frame, at: Timestamp(nanoseconds: market.time.nanoseconds + Int64(step)))
        }
        let after = count()
        #if !DEBUG
        #expect(after == before)
        #else
        _ = (before, after)
        #endif
        #expect(!feed.result(149, output: 1).isNaN)
    }

    @Test func `windows go over to a feed of the same shape, and what was said does not`() throws {
        let (old, new) = (try feed(Ends(3, 1), Self.bars, 2), try feed(Ends(3, 1), Self.bars, 2))
        var market = Market(2)
        let bars: [[Double?]] = [[10, 20], [11, 21], [12, nil]]
        for closes in bars {
            market.bar(closes)
            old.step(market.frame, at: market.time)
        }
        #expect(new.takeWindows(of: old))
        #expect(new.result(0, output: 0).isNaN)
        market.bar([13, 23])
        new.step(market.frame, at: market.time)
        #expect(new.result(0, output: 0) == 11 && new.result(0, output: 1) == 13)
        #expect(new.result(1, output: 0) == 20 && new.result(1, output: 1) == 23)
    }

    @Test func `a feed that looks back in another way begins anew`() throws {
        let old = try feed(Ends(3, 1), Self.bars, 1)
        let others = [
            ("\"length\": 3", "\"length\": 2", 2, 1, 1), ("[\"close\"]", "[\"open\"]", 3, 1, 1),
            ("[\"close\"]", "[\"close\", \"low\"]", 3, 2, 1),
            ("\"length\": 3", "\"length\": 3, \"ttl_seconds\": 60", 3, 1, 1), ("", "", 3, 1, 2),
        ]
        for (text, other, length, width, count) in others {
            let members = text.isEmpty ? Self.bars : Self.bars.replacing(text, with: other)
            #expect(!(try feed(Ends(length, width), members, count)).takeWindows(of: old), "\(members)")
        }
    }
}
