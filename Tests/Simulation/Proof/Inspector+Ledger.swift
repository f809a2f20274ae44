import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

extension Inspector {
    /// A batch is in the ledger.
    func durable(_ batch: LedgerBatch) {
        for intent in batch.intents { intents.insert(intent.clientID) }
        for fill in batch.fills { durable(fill) }
        for charge in batch.charges { durable(charge) }
        for restriction in batch.restrictions { isLatched = restriction.standing > .open }
        guard let books else { return }
        // What the disk did not take stays in the batch, so that of each only the last word counts.
        if let balance = batch.balances.last, balance.cash != books.cash {
            fail(.fillsMakePositions, "the ledger has \(balance.cash) of cash, its fills make \(books.cash)")
        }
        let positions = Dictionary(batch.positions.map { ($0.symbol, $0) }, uniquingKeysWith: { $1 })
        for (index, symbol) in SimulatedMarket.symbols.enumerated() {
            guard let position = positions[symbol] else { continue }
            if position.quantity != books.holdings[index] {
                fail(
                    .fillsMakePositions,
                    "the ledger holds \(position.quantity) of \(index), its fills make \(books.holdings[index])"
                )
            }
        }
    }

    private func durable(_ charge: LedgerCharge) {
        let isTold = world.venue.charges.contains { $0.id == charge.id }
        if !bookedCharges.insert(charge.id).inserted || !isTold {
            fail(.chargeBookedOnce, "charge \(charge.id) is in the ledger, and twice or not at the venue")
        }
        try? books?.book(charge.amount)
        counts.charges += 1
    }

    private func durable(_ fill: LedgerFill) {
        if !bookedFills.insert(fill.id).inserted {
            fail(.fillBookedOnce, "fill \(fill.id) is in the ledger twice")
        }
        if let index = SimulatedMarket.symbols.firstIndex(of: fill.symbol) {
            try? books?.book(index, fill.side, quantity: fill.quantity, price: fill.price, fee: fill.fee)
        }
        guard let name = fill.clientID else { return }
        let sum = (try? (booked[name] ?? .zero).adding(fill.quantity)) ?? .zero
        booked[name] = sum
        let venue = world.venue.lookUp(name)?.filled ?? .zero
        if sum > venue {
            fail(.fillBookedOnce, "\(sum) of \(name) are booked, the venue has filled \(venue)")
        }
    }

    /// A process has begun with a ledger.
    func began(_ engine: Engine, anew: Bool) {
        self.engine = engine
        counts.processes += 1
        let portfolio = engine.portfolio
        if anew {
            // What was held before it began is no fill of this ledger.
            books = nil
        } else if let books, books != Books(cash: portfolio.cash, holdings: portfolio.holdings) {
            fail(
                .fillsMakePositions,
                "a new process has \(portfolio.cash) of cash, the durable fills make \(books.cash)")
        }
    }

    /// A cycle or an act has ended.
    func ended(_ engine: Engine) {
        let portfolio = engine.portfolio
        if books == nil, engine.isReconciled {
            books = Books(cash: portfolio.cash, holdings: portfolio.holdings)
        }
        var equity = portfolio.cash.doubleValue
        for index in 0..<portfolio.count where !portfolio.holdings[index].isZero {
            equity += portfolio.holdings[index].doubleValue * portfolio.mark[index]
        }
        if !(abs(equity - portfolio.equity) <= 1e-6 * max(1, abs(equity))) {
            fail(.equity, "cash and positions are \(equity), the equity \(portfolio.equity)")
        }
        noteEvents(engine)
        digest.add(UInt64(truncatingIfNeeded: portfolio.cash.units))
        for holding in portfolio.holdings { digest.add(UInt64(truncatingIfNeeded: holding.units)) }
    }

    private func noteEvents(_ engine: Engine) {
        for event in engine.report.events {
            switch event {
            case .filled: counts.fills += 1
            case .unknown: counts.unknown += 1
            case .lost: counts.lost += 1
            case .refused: counts.refused += 1
            case .restricted(let standing, let cause):
                if standing >= .halt { counts.halts += 1 }
                note("restricted: \(standing), \(cause.reason.name)")
            case .reconciled(let result):
                if result.verdict != .passed { note(result.text) }
            case .journalFailed: note("the journal failed")
            case .stageFailed(let stage, let message, _):
                let id = engine.plan.stages[stage].id
                note("\(id): \(message)")
                if !["broker"].contains(id) { fail(.runs, "stage \(id): \(message)") }
            case .illegalReport(let order): note("illegal report of \(order.id.number)")
            default: break
            }
        }
    }

    func note(_ text: String) { trail.add("cycle \(world.cycle): \(text)") }

    /// Once the guard has latched and that is durable, nothing but a person opens trading.
    func noteGuard(_ engine: Engine) {
        guard let approved = engine.report.approved.last, approved.standing >= .halt else { return }
        let name = "\(approved.standingCause.reason.name)"
        if name == "daily_loss" || name == "drawdown" { isLatched = true }
    }
}
