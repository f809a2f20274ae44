import SluiceKit
import SluiceMarket

extension Engine {
    /// Whether the cycle in progress, whose decisions are there, leaves everything as it is.
    ///
    /// Only where nobody reads targets: they then keep what they last were. If so, every stage has taken what it remembers
    /// of it.
    func isStill(_ cycle: Cycle) -> Bool {
        endsStillCycles && isQuiet && stillTail?.passes(cycle) == true
    }

    /// Whether nothing is under way, nothing restricts trading and nobody keeps a record, so that a cycle can be still.
    var isQuiet: Bool {
        isSimulatedClock && journal == nil && warmUp == nil && !isRehearsal && portfolio.openOrders.isEmpty
            && standing == .open && learners.isEmpty
    }
}
