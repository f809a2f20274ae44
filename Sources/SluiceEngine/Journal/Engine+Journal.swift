public import SluiceJournal
import SluiceKit
public import SluiceMarket
import SluicePipeline

extension Engine {
    /// The folder that keeps the run's state; nil where it ends with the run.
    public var stateFolder: String? { journal?.folder.path }

    /// Whose state this engine's run is.
    public var identity: StateIdentity {
        StateIdentity(
            pipeline: plan.name, mode: plan.mode, broker: plan.stages[brokerNumber].plugin.fullName,
            account: broker.accountName)
    }

    /// Whether the account is one that others may trade on as well: not one that the broker makes up.
    public var accountClaims: Bool { !type(of: broker).servesSimulatedClock }

    /// Continues from a journal, and keeps it from here on.
    ///
    /// A journal that is new begins with the account as the broker sees it. An order whose end the journal does not
    /// know is of unknown fate until the venue was asked, whatever came first: its sending or the end of the process.
    public func attach(_ journal: RunJournal, at now: Timestamp) throws(BuildError) {
        let account: BrokerAccount
        do { account = try broker.account() } catch { throw brokerError(error) }
        changes.begin(currency: account.cash.currency.code)
        self.journal = journal
        do {
            let quiet =
                journal.isUntouched ? (try? broker.listing(after: nil)).flatMap(\.self).map(ours) : nil
            beginsAnew = journal.isUntouched && quiet?.isQuiet != true
            try ledger.know(account)
            if journal.isContinued {
                try restore(journal.state, traceIn: journal.folder.path, at: now)
            } else {
                try open(quiet?.account ?? account)
                if !beginsAnew { takeMark(quiet) }
            }
        } catch { throw brokerError(error) }
        journal.trace?.initial = memories()
        isReconciled = false
        canReconcile = true
        wantsReconciliation = true
        let cycle = cycle(records.total, at: now)
        snapshots = SnapshotRhythm(after: cycle)
        do throws(JournalError) {
            try changes.hand(portfolio, cycle: cycle, memories: []) { (batch) throws(JournalError) in
                try journal.commit(&batch, waits: true)
            }
        } catch { throw BuildError(stage: plan.name, message: "\(error)") }
    }

    /// Trades behind the mark of a listing are not told again.
    func takeMark(_ listing: VenueListing?) {
        fillMark = listing?.mark ?? fillMark
        changes.mark(listing?.mark)
    }

    private func brokerError(_ error: any Error) -> BuildError {
        (error as? BuildError) ?? BuildError(stage: plan.stages[brokerNumber].id, message: "\(error)")
    }

    /// Goes on from what a ledger holds, and from what the trace in a folder holds behind the last snapshot.
    func restore(_ state: LedgerState, traceIn folder: String?, at now: Timestamp) throws {
        records.continue(after: Int(state.cycle))
        fillMark = state.fillMark
        lastControl = state.lastControl
        lastScheduled = state.scheduled ?? .distantPast
        try ledger.restore(state, symbols: plan.instruments, at: now)
        broker.adopt(portfolio.openOrders.map(\.order))
        recalledAnew = try recall(state.memories)
        if recalledAnew.contains(plan.stages[brokerNumber].id) {
            let cash = Money(amount: portfolio.cash, currency: try broker.account().cash.currency)
            let others = portfolio.foreign.map { Money(amount: $0.purse.cash, currency: $0.currency) }
            broker.resume(
                LeftAccount(
                    BrokerAccount(cash: cash, otherCash: others, holdings: portfolio.holdings),
                    lastFill: ledger.known.lastNumber ?? 0, lastCharge: ledger.knownCharges.lastNumber ?? 0))
        }
        try recallOwn(state.memories)
        let caught = folder.map { catchUp(state, traceIn: $0) } ?? CatchUp()
        if caught != CatchUp() {
            changes.note(
                "caught_up",
                "\(caught.repeated) cycles behind the last snapshot were run again, \(caught.missing) are missing",
                at: now)
        }
        ledger.mark(brokerMarket, at: now)
    }

    /// Writes down what the cycle or the act has brought; nobody waits.
    func commit(_ cycle: Cycle) {
        guard let journal else { return }
        let isSnapshot = snapshots?.isDue(at: cycle) ?? true
        let memories = isSnapshot ? snapshot : orderMemories
        if isSnapshot { snapshots?.took(memories, at: cycle) }
        do throws(JournalError) {
            try changes.hand(portfolio, cycle: cycle, memories: memories) { (batch) throws(JournalError) in
                try journal.commit(&batch, waits: false)
            }
        } catch {
            journalFailed(error)
            // The cause may be gone by the next cycle; until then nothing is sent.
            try? journal.retry()
        }
        reach(.committed)
    }

    /// What must survive could not be written: nothing new is meant until a person has looked.
    func journalFailed(_ error: JournalError) {
        report.add(.journalFailed("\(error)"))
        latch(.halt, Cause(Self.journalBroken))
    }

    /// Writes down the end of a run, with all that the stages remember.
    func closeJournal(at now: Timestamp) {
        guard let journal else { return }
        let cycle = cycle(records.total, at: now)
        do throws(JournalError) {
            try changes.hand(portfolio, cycle: cycle, memories: snapshot) { (batch) throws(JournalError) in
                try journal.commit(&batch, waits: true)
            }
            try journal.close()
        } catch { report.add(.journalFailed("\(error)")) }
    }

    /// The journal could not be written.
    static let journalBroken = Reason("journal_failed")
}
