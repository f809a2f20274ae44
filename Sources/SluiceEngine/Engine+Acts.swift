import SluiceKit
public import SluiceMarket
import SluicePipeline

extension Engine {
    /// When the execution stage wants to act before the next cycle, never before `now`; nil for not at all.
    public func nextAct(after now: Timestamp) -> Timestamp? {
        guard let next = execution?.nextAct else { return nil }
        // A stage that asks for a moment that has passed is heard a millisecond later: time always goes on.
        return max(next, now + .milliseconds(1))
    }

    /// Books what happened since the cycle, and lets the execution stage act on the market and the targets of the cycle.
    public func act(at now: Timestamp) -> Outcome {
        let cycle = cycle(records.total, at: now)
        report.begin(number: cycle.number, now: now)
        var outcome = Outcome.proceed
        guard let execution, settle(cycle, &outcome) else { return outcome }
        ledger.mark(brokerMarket, at: now)
        lookForUnknown(at: now, &outcome)
        restrict(execution)
        journal?.trace?.seeAct(self, at: now)
        do { try execution.act(cycle) } catch {
            guard goesOn(after: error, in: execution, &outcome) else { return outcome }
        }
        dispatch(cycle)
        ledger.showedFinished()
        ledger.mark(brokerMarket, at: now)
        commit(cycle)
        return outcome
    }
}
