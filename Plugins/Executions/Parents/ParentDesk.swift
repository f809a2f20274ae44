import SluiceKit
import SluiceMarket

/// Works the demand of each instrument in children: one parent at a time, for what was wanted when it began.
///
/// A child is never for more than is still wanted, so that a target that shrinks takes less; what a target grows by
/// waits for the next parent. A parent ends when its time is over, when nothing more is wanted, or when the other side
/// is; while it is not known what is wanted, no new child is sent. A parent fails with `maxRejects` rejected children.
/// No parent crosses zero: closing and opening are two. To flatten, market orders close everything at once.
///
/// The sum of what children trade is at most the parent: a child is for at most what is neither traded nor open, and
/// each carries the parent's time and its number, so that it is sent once whatever is run again.
struct ParentDesk<Policy: SlicePolicy> {
    private(set) var parents: [ParentOrder]
    private let demand: TargetDemand
    private var policy: Policy
    private let terms: OrderTerms
    private let maxRejects: Int
    /// When the next child is due; nil when none is.
    private(set) var nextAct: Timestamp?

    init(_ demand: TargetDemand, _ policy: Policy, _ terms: OrderTerms, maxRejects: Int) {
        (self.demand, self.policy, self.terms, self.maxRejects) = (demand, policy, terms, maxRejects)
        parents = Array(repeating: ParentOrder(), count: demand.changes.count)
    }

    /// Takes the targets of a cycle and asks for the children that are due.
    mutating func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {
        demand.load(targets, cycle.portfolio, sheet)
        takeChildren(cycle.portfolio)
        if targets.standing == .flatten {
            for index in parents.indices { parents[index].phase = .none }
            demand.send(MarketPricing(), OrderTerms(), cycle, market, sheet)
        } else {
            for index in parents.indices { update(index, cycle, market) }
            send(cycle, market, sheet)
        }
        setNextAct(after: cycle.now)
    }

    /// Asks for the children that are due between cycles, by the targets of the last one.
    mutating func act(_ cycle: Cycle, _ market: MarketFrame, into sheet: OrderSheet) {
        demand.refresh(cycle.portfolio)
        takeChildren(cycle.portfolio)
        send(cycle, market, sheet)
        setNextAct(after: cycle.now)
    }

    /// Counts what children have traded and what is under way of them.
    private mutating func takeChildren(_ portfolio: Portfolio) {
        for index in parents.indices { (parents[index].open, parents[index].openCount) = (.zero, 0) }
        for open in portfolio.openOrders {
            let (request, index) = (open.order.request, open.order.request.instrument)
            guard parents.indices.contains(index), parents[index].isParent(of: request) else { continue }
            parents[index].open = (try? parents[index].open.adding(request.quantity)) ?? .greatest
            parents[index].openCount += 1
        }
        for finished in portfolio.recentlyFinished {
            let (request, index) = (finished.order.request, finished.order.request.instrument)
            guard parents.indices.contains(index), parents[index].isParent(of: request) else { continue }
            parents[index].traded = (try? parents[index].traded.adding(finished.filled)) ?? .greatest
            guard case .rejected = finished.end else { continue }
            parents[index].rejects += 1
            if parents[index].rejects >= maxRejects { parents[index].phase = .failed }
        }
    }

    /// Ends, begins and feeds a parent.
    private mutating func update(_ index: Int, _ cycle: Cycle, _ market: MarketFrame) {
        let (change, isKnown) = (demand.changes[index], demand.isKnown(index))
        if parents[index].phase != .none {
            let isOver = parents[index].age(at: cycle.now) >= policy.duration
            let isUnwanted = isKnown && (change.isZero || (change > .zero) != (parents[index].side == .buy))
            if isOver || isUnwanted { parents[index].phase = .none }
        }
        guard parents[index].phase == .none else {
            let volume = market.volume[index]
            if market.isFresh(index), volume > 0, volume.isFinite { parents[index].volume += volume }
            return
        }
        guard isKnown, !change.isZero else { return }
        let (closing, opening) = demand.parts(of: index, cycle.portfolio)
        let total = closing > .zero ? closing : opening
        guard total > .zero else { return }
        parents[index] = ParentOrder()
        (parents[index].phase, parents[index].start) = (.working, cycle.now)
        (parents[index].side, parents[index].total) = (change > .zero ? .buy : .sell, total)
    }

    /// Asks for the children that are due, sells before buys.
    private mutating func send(_ cycle: Cycle, _ market: MarketFrame, _ sheet: OrderSheet) {
        for index in parents.indices where parents[index].side == .sell { send(index, cycle, market, sheet) }
        for index in parents.indices where parents[index].side == .buy { send(index, cycle, market, sheet) }
    }

    private mutating func send(_ index: Int, _ cycle: Cycle, _ market: MarketFrame, _ sheet: OrderSheet) {
        let (parent, change) = (parents[index], demand.changes[index])
        guard parent.phase == .working, demand.isKnown(index), (change > .zero) == (parent.side == .buy),
            parent.age(at: cycle.now) < policy.duration,
            let child = policy.latestDue(of: parent, at: cycle.now),
            let pricing = policy.pricing(child, parent.side, of: index, market),
            let wanted = policy.quantity(of: child, parent)
        else { return }
        let quantity = demand.onSteps(min(wanted, parent.remaining, change.magnitude), of: index)
        (parents[index].nextChild, parents[index].volume) = (child + 1, 0)
        guard quantity > .zero else { return }
        var request = terms.request(index, parent.side, quantity, pricing, at: cycle.now)
        request.origin = OrderOrigin(parent: parent.start, child: Int32(truncatingIfNeeded: child))
        sheet.add(request)
        demand.take(quantity, of: index)
    }

    private mutating func setNextAct(after now: Timestamp) {
        nextAct = nil
        for parent in parents where parent.phase == .working {
            guard let due = policy.due(parent.nextChild, of: parent), due < policy.duration else { continue }
            let moment = parent.start + due
            if moment > now, nextAct.map({ moment < $0 }) ?? true { nextAct = moment }
        }
    }
}

extension ParentDesk {
    func remember(into memory: inout MemoryWriter) {
        memory.write(parents.count)
        for parent in parents { parent.remember(into: &memory) }
    }

    mutating func recall(from memory: inout MemoryReader) throws {
        guard try memory.int() == parents.count else {
            throw MemoryMismatch("the memory is of another universe")
        }
        for index in parents.indices { parents[index] = try ParentOrder(from: &memory) }
    }
}
