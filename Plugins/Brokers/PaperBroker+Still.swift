import SluiceKit
import SluiceMarket

extension PaperBroker: StillBroker {
    func stillCycles(_ held: HeldCycles) -> Int {
        orders.isEmpty && !carry.isOn && book.isStill ? held.count : 0
    }

    func passed(_ held: HeldCycles) {
        guard held.count > 0 else { return }
        settled(held.number + held.count - 1, at: held.time(held.count - 1))
        book.mark(held)
        liquidity.begin()
        pricing.depth?.begin()
        fees.begin(held.session(held.count - 1))
        orders.forgetPromises()
    }
}

extension PaperAccountBook {
    /// Whether prices alone change nothing of the account: nothing is short, and no margin is watched.
    var isStill: Bool {
        guard currencies.isSingle, !holdings.contains(where: \.isNegative) else { return false }
        if case .margin = limit { return holdings.allSatisfy(\.isZero) }
        return true
    }
}
