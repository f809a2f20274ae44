import SluiceKit
import SluiceMarket

/// What tells one way to work a parent from another: when its children come, and how large they are.
protocol SlicePolicy {
    /// After which time a parent is over, whatever is left of it.
    var duration: Span { get }
    /// How long after the parent's start a child is due; nil when there is no such child.
    func due(_ child: Int, of parent: ParentOrder) -> Span?
    /// Whether children that were missed are skipped to the latest that is due.
    var skipsMissed: Bool { get }
    /// The quantity of a child that is due; zero to send none and count it, nil to ask again.
    mutating func quantity(of child: Int, _ parent: ParentOrder) -> Amount?
    /// The price of a child; nil where the market does not say.
    func pricing(_ child: Int, _ side: Side, of index: Int, _ market: MarketFrame) -> OrderPricing?
}

extension SlicePolicy {
    var skipsMissed: Bool { true }

    func pricing(_ child: Int, _ side: Side, of index: Int, _ market: MarketFrame) -> OrderPricing? {
        .market
    }

    /// The latest child that is due, from the parent's next one on; nil before it is.
    func latestDue(of parent: ParentOrder, at now: Timestamp) -> Int? {
        let age = parent.age(at: now)
        guard let first = due(parent.nextChild, of: parent), first <= age else { return nil }
        guard skipsMissed else { return parent.nextChild }
        var child = parent.nextChild
        while let next = due(child + 1, of: parent), next <= age { child += 1 }
        return child
    }
}
