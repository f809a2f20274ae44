/// Plugins from sizing on, as texts with places for their names.
enum OrderTemplates {
    static let sizer = """
        import SluiceKit
        import SluiceMarket

        /// Gives every open decision the same weight, and closes what has none.
        @ACCESS@final class @TYPE@: Sizer {
            @ACCESS@static let manifest = Manifest("@NAME@", "Gives every decision the same weight.")

            @ACCESS@struct Settings: PluginSettings {
                @Setting(in: 0...100, help: "Weight of each position.")
                @ACCESS@var weight: Percent = 5
        @INIT@    }

            private let weight: Double

            @ACCESS@init(settings: Settings, context: StageContext) { weight = settings.weight.fraction }

            @ACCESS@func size(
                _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
            ) {
                for index in 0..<targets.count {
                    let isOpen = decisions.isOpen(index)
                    targets.weight[index] = isOpen ? decisions.side[index] * decisions.scale[index] * weight : 0
                }
            }
        }
        """

    static let risk = """
        import SluiceKit
        import SluiceMarket

        /// Holds every weight within a limit, long and short.
        @ACCESS@final class @TYPE@: RiskCheck {
            @ACCESS@static let tooLarge = Reason("weight_too_large", unit: .percent)

            @ACCESS@static let manifest = Manifest(
                "@NAME@", "Holds every weight within a limit.", reasons: [tooLarge])

            @ACCESS@struct Settings: PluginSettings {
                @Setting(in: 0...100, help: "Largest weight of one position, long or short.")
                @ACCESS@var maxWeight: Percent = 10
        @INIT@    }

            private let maxWeight: Double

            @ACCESS@init(settings: Settings, context: StageContext) { maxWeight = settings.maxWeight.fraction }

            @ACCESS@func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
                for index in 0..<targets.count {
                    let weight = targets.weight[index]
                    guard abs(weight) > maxWeight else { continue }
                    targets.limit(
                        index, to: weight > 0 ? maxWeight : -maxWeight, Self.tooLarge,
                        observed: abs(weight) * 100, limit: maxWeight * 100)
                }
            }
        }
        """

    static let execution = """
        import SluiceKit
        import SluiceMarket

        /// Sends a market order for what is wanted and neither held nor under way, in whole units.
        ///
        /// Once trading is restricted, only holdings are closed.
        @ACCESS@final class @TYPE@: Execution {
            @ACCESS@static let manifest = Manifest("@NAME@", "Sends market orders in whole units.")

            @ACCESS@struct Settings: PluginSettings {
                @Setting(in: 1...1_000_000, help: "Units below which nothing is sent.")
                @ACCESS@var minUnits = 1
        @INIT@    }

            private let minUnits: Double

            @ACCESS@init(settings: Settings, context: StageContext) { minUnits = Double(settings.minUnits) }

            @ACCESS@func plan(
                _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
            ) {
                let portfolio = cycle.portfolio
                for index in 0..<targets.count where portfolio.pending[index] == 0 {
                    let held = portfolio.quantity[index]
                    let isRestricted = targets.standing > .open
                    let value = (isRestricted ? 0 : targets.weight[index]) * portfolio.equity
                    let change = (value / portfolio.mark[index] - held).rounded(.towardZero)
                    guard change.isFinite, abs(change) >= minUnits,
                        let quantity = Amount(abs(change), rounding: .halfEven)
                    else { continue }
                    // An order never crosses zero: closing and opening are two.
                    let isClosing = held != 0 && (held < 0) == (change > 0)
                    let most = isClosing ? portfolio.holdings[index].magnitude : quantity
                    sheet.add(
                        OrderRequest(
                            instrument: index, side: change > 0 ? .buy : .sell, quantity: min(quantity, most)))
                }
            }
        }
        """

    static let broker = """
        import SluiceKit
        import SluiceMarket

        /// Fills every order at the next cycle's midpoint, without fee or limit; for trying things out.
        @ACCESS@final class @TYPE@: Broker {
            @ACCESS@static let noPrice = Reason("no_price")
            @ACCESS@static let requested = Reason("requested")

            @ACCESS@static let manifest = Manifest(
                "@NAME@", "Fills every order at the next midpoint.", reasons: [noPrice, requested])
            @ACCESS@static let modes: Set<Mode> = [.backtest, .paper]
            @ACCESS@static let servesSimulatedClock = true

            @ACCESS@struct Settings: PluginSettings {
                @Setting(in: Amount.zero...Amount(1_000_000_000_000), help: "Cash to begin with.")
                @ACCESS@var cash = Money(amount: Amount(100_000), currency: .usd)
        @INIT@    }

            /// What is known of an order that waits for its price.
            private struct Waiting {
                let id: OrderID
                let instrument: Int
                let quantity: Amount
            }

            private let cash: Money
            private let count: Int
            private var waiting: [Waiting] = []

            @ACCESS@init(settings: Settings, context: StageContext) {
                (cash, count) = (settings.cash, context.axes.instruments.count)
                waiting.reserveCapacity(2 * count + 16)
            }

            @ACCESS@func account() -> BrokerAccount {
                BrokerAccount(cash: cash, holdings: Array(repeating: .zero, count: count))
            }

            @ACCESS@func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) {
                for order in waiting {
                    let middle = (market.bid[order.instrument] + market.ask[order.instrument]) / 2
                    guard middle > 0, let price = Amount(middle, rounding: .halfEven) else {
                        reports.add(BrokerReport(order.id, .cancelled(Self.noPrice), at: cycle.now))
                        continue
                    }
                    let fill = BrokerReport.Event.filled(quantity: order.quantity, price: price, fee: .zero)
                    reports.add(BrokerReport(order.id, fill, at: cycle.now))
                }
                waiting.removeAll(keepingCapacity: true)
            }

            @ACCESS@func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) {
                let request = order.request
                waiting.append(
                    Waiting(id: order.id, instrument: request.instrument, quantity: request.quantity))
                reports.add(BrokerReport(order.id, .accepted, at: order.time))
            }

            @ACCESS@func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) {
                guard let index = waiting.firstIndex(where: { $0.id == order }) else { return }
                waiting.remove(at: index)
                reports.add(BrokerReport(order, .cancelled(Self.requested), at: time))
            }

            @ACCESS@func remember(into memory: inout MemoryWriter) {
                memory.write(count)
                memory.write(waiting.count)
                for order in waiting {
                    memory.write(order.id.number)
                    memory.write(order.instrument)
                    memory.write(order.quantity)
                }
            }

            @ACCESS@func recall(from memory: inout MemoryReader) throws {
                guard try memory.int() == count else { throw MemoryMismatch("the memory is of another universe") }
                waiting.removeAll(keepingCapacity: true)
                for _ in 0..<max(try memory.int(), 0) {
                    let id = OrderID(try memory.word())
                    let (instrument, quantity) = (try memory.int(), try memory.amount())
                    guard (0..<count).contains(instrument) else { throw MemoryMismatch("an instrument is unknown") }
                    waiting.append(Waiting(id: id, instrument: instrument, quantity: quantity))
                }
            }
        }
        """

    static let learner = """
        import SluiceKit
        import SluiceMarket

        /// Weighs horizons by how often each of them was chosen, forgetting slowly.
        @ACCESS@final class @TYPE@: Learner {
            @ACCESS@static let manifest = Manifest("@NAME@", "Weighs horizons by how often each was chosen.")

            @ACCESS@struct Settings: PluginSettings {
                @Setting(in: 0...1, help: "Part of the past that a cycle keeps.")
                @ACCESS@var memory = 0.99
        @INIT@    }

            @ACCESS@let choices: [WeightChoice]
            private let memory: Double
            private var counts: [Double]

            @ACCESS@init(settings: Settings, context: StageContext) {
                choices = context.axes.horizons.map { WeightChoice(horizon: $0) }
                memory = settings.memory
                counts = choices.map { _ in 1 }
            }

            @ACCESS@func learn(_ cycle: Cycle, _ evidence: LearnerEvidence, into weights: WeightFrame) {
                for choice in counts.indices { counts[choice] *= memory }
                let decisions = evidence.decisions
                for index in 0..<decisions.count where decisions.isOpen(index) {
                    counts[Int(decisions.horizon[index])] += 1
                }
                var sum = 0.0
                for choice in counts.indices { sum += counts[choice] }
                for choice in counts.indices {
                    weights.values[choice] = sum > 0 ? counts[choice] / sum : 1 / Double(counts.count)
                }
            }

            @ACCESS@func remember(into memory: inout MemoryWriter) { memory.write(counts) }

            @ACCESS@func recall(from memory: inout MemoryReader) throws {
                let counts = try memory.doubles()
                guard counts.count == choices.count else { throw MemoryMismatch("other horizons") }
                self.counts = counts
            }
        }
        """

    static let alert = """
        import SluiceKit
        import SluiceMarket

        /// Writes a line for each alert that is grave enough into the log of the run.
        @ACCESS@final class @TYPE@: AlertSink {
            @ACCESS@static let manifest = Manifest("@NAME@", "Writes grave alerts into the log of the run.")

            @ACCESS@struct Settings: PluginSettings {
                @Setting(help: "Whether alerts that are no more than information are left out.")
                @ACCESS@var quiet = true
        @INIT@    }

            private let quiet: Bool
            private let log: any StageLog

            @ACCESS@init(settings: Settings, context: StageContext) {
                (quiet, log) = (settings.quiet, context.log)
            }

            @ACCESS@func deliver(_ alert: Alert) {
                guard !quiet || alert.severity != .info else { return }
                log.write("\\(alert.pipeline) \\(alert.event.rawValue): \\(alert.message)")
            }
        }
        """
}
