import SluiceJournal
import SluiceKit
import SluiceMarket

extension Engine {
    /// Does what a person has said from outside the process since the last look.
    func obeyControl(at now: Timestamp) {
        guard let journal, journal.control.hasChanged() else { return }
        let state = journal.control.read()
        for change in state.changes where change.number > lastControl {
            lastControl = change.number
            if change.standing == .open {
                free(change)
            } else {
                note(change)
                latch(change.standing, Cause(Self.byPerson))
            }
        }
        if state.isPanic || state.fault != nil {
            latch(.halt, Cause(state.isPanic ? Self.panicFile : Self.controlUnreadable))
        }
        if state.cancels { mustCancel = true }
    }

    /// A restriction that a person said is journaled with that person's words.
    private func note(_ change: ControlChange) {
        changes.restrict(
            Restriction(
                change.standing, reason: change.reason, by: change.by, time: change.time,
                control: change.number))
    }

    private func free(_ change: ControlChange) {
        note(change)
        unlatch()
        resumeChecks()
        mustCancel = false
        report.add(.freed(reason: change.reason, by: change.by))
    }

    /// Frees what risk checks have latched.
    func resumeChecks() { for case let step as RiskStep in steps { step.resume() } }

    /// Cancels the open orders that add exposure, where a person asked for it.
    func cancelWhatAdds(at now: Timestamp, _ outcome: inout Outcome) {
        guard mustCancel else { return }
        mustCancel = false
        for open in portfolio.openOrders where !PreTradeCheck.reduces(open, portfolio) {
            cancel(open.order.id, at: now, &outcome)
        }
    }

    /// A person restricted trading.
    static let byPerson = Reason("by_person")
    /// There is a panic file.
    static let panicFile = Reason("panic_file")
    /// The control file cannot be understood.
    static let controlUnreadable = Reason("control_unreadable")
}
