import Foundation
import SluiceMarket
import Testing

@testable import CrashRunner

/// The venue's own book: what it was told, it has, whatever becomes of it.
@Suite struct VenueDeskTests {
    private static let now = Timestamp(seconds: 1_800_000_000)
    private let path = FileManager.default.temporaryDirectory.path + "/sluice-venue-\(UUID().uuidString)"

    private func desk(_ mode: VenueDesk.Mode = .dropsDuplicates) throws -> VenueDesk {
        try VenueDesk(path: path, mode: mode, seed: 5, now: Self.now)
    }

    private func terms(_ client: String, _ side: Side = .buy, _ quantity: Int = 10) -> SubmitMessage {
        SubmitMessage(client: client, symbol: "BTC", side: side, quantity: Amount(quantity), limit: nil)
    }

    /// Takes orders until one is not refused.
    private func accepted(_ desk: VenueDesk, _ side: Side = .buy) throws -> OrderMessage {
        while true {
            let order = try desk.submit(
                terms("order-\(desk.book.orders.count)", side), life: 1, at: Self.now)
            if order.standing == .open { return order }
        }
    }

    @Test func `a known name makes a second order only in the mode that shows resends`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        for (mode, orders) in [(VenueDesk.Mode.dropsDuplicates, 1), (.acceptsDuplicates, 2)] {
            try? FileManager.default.removeItem(atPath: path)
            let desk = try desk(mode)
            let first = try desk.submit(terms("a"), life: 1, at: Self.now)
            let second = try desk.submit(terms("a"), life: 2, at: Self.now)
            #expect(desk.book.orders.count == orders)
            #expect((first.number == second.number) == (mode == .dropsDuplicates))
            #expect(desk.book.submissions == ["a": 2])
            #expect(desk.book.lives == [1: 1, 2: 1])
        }
    }

    @Test func `orders trade in parts until nothing is left, and cash and holdings follow the trades`() throws
    {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try desk()
        for side in [Side.buy, .sell, .buy] { _ = try accepted(desk, side) }
        try desk.advance(to: Self.now + .seconds(60))
        #expect(desk.book.openOrders.isEmpty)
        #expect(desk.book.account.holdings == ["BTC": Amount(10)])
        #expect(desk.book.fills.count >= 3)
        #expect(desk.book.fills.map(\.sequence) == Array(1...desk.book.fills.count))
        var cash = VenueBook.startingCash
        for fill in desk.book.fills {
            let value = try fill.price.multiplied(by: fill.quantity, rounding: .halfEven)
            cash = try (fill.side == .buy ? cash.subtracting(value) : cash.adding(value)).subtracting(
                fill.fee)
        }
        #expect(desk.book.account.cash == cash)
        let listing = desk.book.listing(after: 2)
        #expect(listing.fills.first?.sequence == 3)
        #expect(listing.last == desk.book.fills.count)
    }

    @Test func `nothing trades behind a limit or after a cancel`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let desk = try desk()
        var limited = terms("limited")
        limited.limit = Amount(1)
        _ = try desk.submit(limited, life: 1, at: Self.now)
        let cancelled = try accepted(desk)
        #expect(try desk.cancel(cancelled.terms.client, at: Self.now)?.standing == .cancelled)
        try desk.advance(to: Self.now + .seconds(60))
        #expect(desk.book.fills.isEmpty)
        #expect(try desk.cancel("never heard of", at: Self.now) == nil)
    }

    @Test func `a venue that is killed finds its book as it was, and drops a line that was cut off`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var desk: VenueDesk? = try desk()
        if let desk { _ = try accepted(desk) }
        try desk?.advance(to: Self.now + .milliseconds(100))
        let book = desk?.book
        desk = nil
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("{\"cancelled\":{\"or".utf8))
        try file.close()
        let again = try VenueDesk(path: path, mode: .dropsDuplicates, seed: 6, now: Self.now)
        #expect(again.book == book)
        _ = try again.submit(terms("another"), life: 2, at: Self.now)
        #expect(try VenueDesk(path: path, mode: .dropsDuplicates, seed: 7, now: Self.now).book == again.book)
    }
}
