import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceEngine

@Suite struct WaitingAlertTests {
    func drafts(_ events: [EventKind]) -> [AlertDraft] {
        events.enumerated().map { number, event in
            AlertDraft(event: event, content: .message("-"), time: .distantPast, number: number + 1)
        }
    }

    @Test func `a full row drops what is not critical, counts it, and keeps every critical alert in order`() {
        let waiting = WaitingAlerts(capacity: 4)
        let counts = SinkCounts()
        let events: EventSet = [EventSet(.orderFilled), EventSet(.killSwitch)]
        func add(_ kinds: [EventKind]) -> Bool {
            waiting.add(
                drafts(kinds), counting: counts, taking: .init(of: events, room: 4 - counts.waiting))
        }
        #expect(add([.orderFilled, .orderRefused, .orderFilled, .killSwitch]))
        #expect(!add([.orderFilled, .orderFilled, .killSwitch, .orderFilled, .killSwitch]))
        var row: [AlertDraft] = []
        waiting.exchange(&row)
        #expect(row.map(\.number) == [1, 3, 4, 1, 3, 5])
        #expect(counts.tally(of: "ops").undelivered == 8)
        #expect(counts.tally(of: "ops").undeliveredCritical == 3)
    }

    @Test func `only the first of what waits asks for the sink to be woken`() {
        let waiting = WaitingAlerts(capacity: 4)
        let counts = SinkCounts()
        func add(_ kind: EventKind) -> Bool {
            waiting.add(
                drafts([kind]), counting: counts, taking: .init(of: EventSet(.orderFilled), room: 4))
        }
        #expect(!add(.orderRefused))
        #expect(add(.orderFilled))
        #expect(!add(.orderFilled))
        var row: [AlertDraft] = []
        waiting.exchange(&row)
        row.removeAll()
        waiting.exchange(&row)
        #expect(row.isEmpty)
        #expect(add(.orderFilled))
    }

    @Test func `a set of events has a bit for each kind`() {
        for kind in EventKind.allCases {
            let set = EventSet(kind)
            #expect(EventKind.allCases.filter(set.contains) == [kind])
        }
        #expect(EventSet(Set(EventKind.allCases)).rawValue == 1 << UInt32(EventKind.allCases.count) - 1)
    }
}
