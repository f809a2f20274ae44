import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

extension Engine {
    /// What orders, risk and the broker remember, how the engine itself restricts trading, and what stages have still to be
    /// shown: small, and part of every commit.
    var orderMemories: [StageMemory] {
        [latchMemory, unseenMemory] + memories { [.risk, .execution, .broker].contains($0) }
    }

    /// Everything that a restart goes on from.
    var snapshot: [StageMemory] { [latchMemory, unseenMemory, bookMemory, snapshotMemory] + memories() }

    /// The last cycle that a snapshot has seen.
    private var snapshotMemory: StageMemory {
        StageMemory(
            stage: Self.snapshotName, fingerprint: universe, version: 1, words: [UInt64(records.total)])
    }

    /// The cycle after which all stages were last taken down; nil where nothing tells.
    func snapshotCycle(of memories: [StageMemory]) -> Int64? {
        own(Self.snapshotName, memories)?.words.first.flatMap(Int64.init(exactly:))
    }

    /// Takes what the engine has written of itself; what it has not is left as a new engine has it.
    func recallOwn(_ memories: [StageMemory]) throws {
        if let own = memories.first(where: { $0.stage == Self.latchName }), let word = own.words.first,
            let standing = TradingStanding(rawValue: Int(truncatingIfNeeded: word))
        {
            set(latch: standing)
            var reader = MemoryReader(Array(own.words.dropFirst()))
            try limits.recall(from: &reader)
            try pauses.recall(from: &reader)
        }
        if let unseen = own(Self.unseenName, memories) { try recallUnseen(unseen) }
        if let book = own(Self.bookName, memories) { try recallBook(book) }
    }

    private func own(_ name: String, _ memories: [StageMemory]) -> StageMemory? {
        memories.first { $0.stage == name && $0.fingerprint == universe && $0.version == 1 }
    }

    private var latchMemory: StageMemory {
        var memory = MemoryWriter()
        memory.write(latch.rawValue)
        limits.remember(into: &memory)
        pauses.remember(into: &memory)
        return StageMemory(stage: Self.latchName, fingerprint: 0, version: 1, words: memory.words)
    }

    // MARK: What stages have still to be shown

    /// Trades and ends of orders that came after the stages last ran: after a restart they are shown all the same.
    private var unseenMemory: StageMemory {
        var memory = MemoryWriter()
        if !portfolio.recentFills.isEmpty || !portfolio.recentlyFinished.isEmpty || !ledger.fills.isEmpty {
            let page = Portfolio(count: 0)
            page.recentFills = portfolio.recentFills
            page.recentlyFinished = portfolio.recentlyFinished
            RecordedPortfolio.write(page, ledger.fills, into: &memory)
        }
        return StageMemory(stage: Self.unseenName, fingerprint: universe, version: 1, words: memory.words)
    }

    private func recallUnseen(_ memory: StageMemory) throws {
        guard !memory.words.isEmpty else { return }
        try Self.read(memory, as: Self.unseenName) { reader in
            let page = Portfolio(count: 0)
            let fills = try RecordedPortfolio.read(into: page, from: &reader)
            let all = page.recentFills + fills
            guard all.allSatisfy({ plan.instruments.indices.contains($0.instrument) }),
                page.recentlyFinished.allSatisfy({
                    plan.instruments.indices.contains($0.order.request.instrument)
                })
            else { throw MemoryMismatch("a trade is of no instrument of the universe") }
            portfolio.recentFills.append(contentsOf: page.recentFills)
            portfolio.recentlyFinished.append(contentsOf: page.recentlyFinished)
            ledger.fills.append(contentsOf: fills)
        }
    }

    // MARK: What holdings are valued at

    /// The marks and the exact costs of holdings, of which the ledger itself has the rounded average price.
    private var bookMemory: StageMemory {
        var memory = MemoryWriter(capacity: 7 * portfolio.count)
        for index in 0..<portfolio.count {
            let position = portfolio.positions[index]
            memory.write(portfolio.mark[index])
            for amount in [position.quantity, position.cost, position.fees] { memory.write(amount) }
        }
        return StageMemory(stage: Self.bookName, fingerprint: universe, version: 1, words: memory.words)
    }

    private func recallBook(_ memory: StageMemory) throws {
        try Self.read(memory, as: Self.bookName) { reader in
            for index in 0..<portfolio.count {
                let mark = try reader.double()
                let (quantity, cost, fees) = (try reader.amount(), try reader.amount(), try reader.amount())
                if mark > 0, mark.isFinite { portfolio.mark[index] = mark }
                ledger.refine(index, quantity: quantity, cost: cost, fees: fees)
            }
        }
    }

    // No id of a stage begins like these.
    private static let latchName = "-engine"
    private static let unseenName = "-unseen"
    private static let bookName = "-book"
    private static let snapshotName = "-snapshot"
}
