import SluiceMarket
import Testing

@Suite struct OrderStateTests {
    private static let events: [OrderEvent] = [
        .intended, .sent, .accepted, .rejected, .traded(isComplete: false), .traded(isComplete: true),
        .cancelRequested, .cancelRefused(hasTraded: false), .cancelRefused(hasTraded: true), .cancelled,
        .replaceRequested, .replaceRefused(hasTraded: false), .replaceRefused(hasTraded: true), .replaced,
        .expired, .becameUnknown, .lost,
    ]

    private func walk(_ events: [OrderEvent]) -> [OrderState?] {
        var state = OrderState.new
        return events.map { event in
            let next = state.next(event)
            state = next ?? state
            return next
        }
    }

    @Test func `the straight way`() {
        #expect(
            walk([.intended, .sent, .accepted, .traded(isComplete: false), .traded(isComplete: true)])
                == [.intended, .sent, .accepted, .partiallyFilled, .filled])
    }

    @Test func `a cancel is asked for, refused, asked for again and done`() {
        #expect(
            walk([
                .intended, .sent, .accepted, .cancelRequested, .traded(isComplete: false),
                .cancelRefused(hasTraded: true), .cancelRequested, .cancelled,
            ]) == [
                .intended, .sent, .accepted, .cancelPending, .cancelPending, .partiallyFilled, .cancelPending,
                .cancelled,
            ])
        #expect(OrderState.cancelPending.next(.cancelRefused(hasTraded: false)) == .accepted)
    }

    @Test func `a replacement is asked for and done, refused, or overtaken by a cancel`() {
        #expect(OrderState.accepted.next(.replaceRequested) == .replacePending)
        #expect(OrderState.replacePending.next(.replaced) == .replaced)
        #expect(OrderState.replacePending.next(.replaceRefused(hasTraded: true)) == .partiallyFilled)
        #expect(OrderState.replacePending.next(.cancelRequested) == .cancelPending)
        #expect(OrderState.accepted.next(.replaced) == nil)
    }

    @Test func `an order nobody knows of is found, refused or lost, and lost is not cancelled`() {
        #expect(OrderState.sent.next(.becameUnknown) == .unknown)
        #expect(OrderState.intended.next(.becameUnknown) == .unknown)
        #expect(OrderState.unknown.next(.accepted) == .accepted)
        #expect(OrderState.unknown.next(.rejected) == .rejected)
        #expect(OrderState.unknown.next(.cancelRequested) == .unknown)
        #expect(OrderState.unknown.next(.lost) == .lost)
        #expect(OrderState.sent.next(.lost) == nil)
        #expect(!OrderState.lost.isFinished)
        #expect(OrderState.lost.next(.accepted) == .accepted)
    }

    @Test(arguments: OrderState.allCases)
    func `a trade is never refused, and what is finished stays finished`(state: OrderState) throws {
        #expect(state.next(.traded(isComplete: true)) == .filled)
        let partly = try #require(state.next(.traded(isComplete: false)))
        #expect(partly.isFinished == state.isFinished)
        #expect(state.isFinished ? partly == state : partly.isAtVenue)
    }

    @Test(arguments: OrderState.allCases.filter(\.isFinished))
    func `nothing but a trade follows the end`(state: OrderState) {
        for event in Self.events {
            if case .traded = event { continue }
            #expect(state.next(event) == nil)
        }
    }

    @Test func `only an order that was not sent is not at the venue`() {
        #expect(OrderState.allCases.filter { !$0.isFinished && !$0.isAtVenue } == [.new, .intended, .lost])
        #expect(OrderState.allCases.allSatisfy { $0.expectsFills == $0.isAtVenue })
    }

    @Test func `10,000 random walks of seed 31 never leave an end but by a fill, nor go back to unsent`() {
        var dice = Dice(seed: 31)
        var legal = 0
        for _ in 0..<10_000 {
            var state = OrderState.new
            for _ in 0..<12 {
                let event = Self.events[Int(dice.next() % UInt64(Self.events.count))]
                guard let next = state.next(event) else { continue }
                legal += 1
                if state.isFinished { #expect(next == state || next == .filled) }
                if next == .new || next == .intended { #expect(state == .new) }
                state = next
            }
        }
        #expect(legal > 20_000)
    }

    @Test func `states are written in snake case`() {
        #expect(OrderState.allCases.map(\.rawValue).contains("partially_filled"))
        #expect(OrderState(rawValue: "cancel_pending") == .cancelPending)
        #expect(OrderState(rawValue: "working") == nil)
    }
}
