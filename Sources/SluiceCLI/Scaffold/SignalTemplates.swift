/// Plugins that come before the orders, as texts with places for their names.
enum SignalTemplates {
    static let data = """
        import SluiceKit
        import SluiceMarket

        /// Brings bars of a price that rises by the same part every cycle, with a quote around it.
        @ACCESS@final class @TYPE@: DataSource {
            @ACCESS@static let manifest = Manifest("@NAME@", "Brings bars of a price that grows steadily.")

            @ACCESS@struct Settings: PluginSettings {
                @Setting(in: 1...100_000, help: "Bars that are brought.")
                @ACCESS@var bars = 250

                @Setting(in: 0.01...1_000_000, help: "Price of the first bar.")
                @ACCESS@var price = 100.0

                @Setting(in: -1_000...1_000, help: "Growth of the price from one bar to the next.")
                @ACCESS@var growth: BasisPoints = 5

                @Setting(in: 0...1_000, help: "Width of the quotes over their midpoint.")
                @ACCESS@var spread: BasisPoints = 2
        @INIT@    }

            private let bars: Int
            private let growth: Double
            private let halfSpread: Double
            private let every: Span
            private let calendar: TradingCalendar
            private var price: Double
            private var brought = 0
            private var end: Timestamp

            @ACCESS@init(settings: Settings, context: StageContext) {
                bars = settings.bars
                growth = 1 + settings.growth.fraction
                halfSpread = settings.spread.fraction / 2
                (every, calendar) = (context.axes.every, context.axes.calendar)
                price = settings.price
                let start = Timestamp(iso8601: "2024-01-02T00:00:00Z") ?? context.clock.now
                end = calendar.nextCycle(after: start, every: every)
            }

            @ACCESS@func nextBar() -> Timestamp? { brought < bars ? end : nil }

            @ACCESS@func advance(to now: Timestamp, into market: MarketFrame) {
                market.fresh.fill(0)
                while brought < bars, end <= now {
                    price *= growth
                    brought += 1
                    for index in 0..<market.count { write(index, market) }
                    end = calendar.nextCycle(after: end, every: every)
                }
            }

            private func write(_ index: Int, _ market: MarketFrame) {
                let open = price / growth
                market.open[index] = open
                market.high[index] = max(open, price)
                market.low[index] = min(open, price)
                market.close[index] = price
                market.volume[index] = 10_000
                market.bid[index] = price * (1 - halfSpread)
                market.ask[index] = price * (1 + halfSpread)
                market.bidSize[index] = 1_000
                market.askSize[index] = 1_000
                market.barTime[index] = end
                market.quoteTime[index] = end
                market.fresh[index] = 1
            }

            @ACCESS@func remember(into memory: inout MemoryWriter) {
                memory.write(brought)
                memory.write(price)
                memory.write(end)
            }

            @ACCESS@func recall(from memory: inout MemoryReader) throws {
                (brought, price, end) = (try memory.int(), try memory.double(), try memory.timestamp())
            }
        }
        """

    static let predictor = """
        import SluiceKit
        import SluiceMarket

        /// Expects a part of the last bar's return to come back over each horizon.
        ///
        /// Absent without a fresh bar, and without a close and an open above zero.
        @ACCESS@final class @TYPE@: Predictor {
            @ACCESS@static let manifest = Manifest("@NAME@", "Expects part of the last return to come back.")

            @ACCESS@struct Settings: PluginSettings {
                @Setting(
                    in: Horizon.shortest...Horizon.longest,
                    help: "What is forecast: whole numbers of bars, in minutes, hours or sessions.")
                @ACCESS@var horizons: [Horizon] = [.session]

                @Setting(in: 0...100, help: "Part of the last return that is expected to come back.")
                @ACCESS@var part: Percent = 10
        @INIT@    }

            private let part: Double
            /// The numbers of the stage's own horizons among the pipeline's.
            private let horizons: [Int]

            @ACCESS@init(settings: Settings, context: StageContext) {
                part = settings.part.fraction
                horizons = settings.horizons.compactMap { context.axes.index(of: $0) }
            }

            @ACCESS@static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

            @ACCESS@func predict(
                _ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame
            ) {
                forecasts.values.fill(.nan)
                let (open, close) = (market.open, market.close)
                for horizon in horizons {
                    let column = forecasts.column(member: 0, horizon: horizon)
                    for index in 0..<market.count where market.isFresh(index) {
                        guard open[index] > 0, close[index] > 0 else { continue }
                        let basisPoints = -part * (close[index] / open[index] - 1) * 10_000
                        column[index] = basisPoints.isFinite ? basisPoints : .nan
                    }
                }
            }
        }
        """

    static let calibrator = """
        import SluiceKit
        import SluiceMarket

        /// Multiplies every forecast by a factor and holds it within a limit; what is absent stays absent.
        @ACCESS@final class @TYPE@: Calibrator {
            @ACCESS@static let manifest = Manifest("@NAME@", "Scales every forecast and holds it within a limit.")

            @ACCESS@struct Settings: PluginSettings {
                @Setting(in: 0...100, help: "What every forecast is multiplied by.")
                @ACCESS@var factor = 1.0

                @Setting(in: 1...10_000, help: "Largest forecast; what is beyond counts as this.")
                @ACCESS@var limit: BasisPoints = 200
        @INIT@    }

            private let factor: Double
            private let limit: Double

            @ACCESS@init(settings: Settings, context: StageContext) {
                (factor, limit) = (settings.factor, settings.limit.value)
            }

            @ACCESS@func calibrate(
                _ cycle: Cycle, _ forecasts: ForecastFrame, _ market: MarketFrame, into calibrated: ForecastFrame
            ) {
                for member in 0..<forecasts.members {
                    for horizon in 0..<forecasts.horizons {
                        let input = forecasts.column(member: member, horizon: horizon)
                        let output = calibrated.column(member: member, horizon: horizon)
                        for index in 0..<input.count {
                            let scaled = input[index] * factor
                            output[index] = scaled.isFinite ? min(max(scaled, -limit), limit) : .nan
                        }
                    }
                }
            }
        }
        """

    static let blender = """
        import SluiceKit
        import SluiceMarket

        /// Takes the mean of the members that have a forecast, where enough of them have one.
        @ACCESS@final class @TYPE@: Blender {
            @ACCESS@static let manifest = Manifest("@NAME@", "Takes the mean of the members' forecasts.")

            @ACCESS@struct Settings: PluginSettings {
                @Setting(in: 1...100, help: "Members that must have a forecast; with fewer the alpha is absent.")
                @ACCESS@var minMembers = 1
        @INIT@    }

            private let minMembers: Int

            @ACCESS@init(settings: Settings, context: StageContext) { minMembers = settings.minMembers }

            @ACCESS@func blend(
                _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
            ) {
                for horizon in 0..<alphas.horizons {
                    let alpha = alphas.column(horizon: horizon)
                    for index in 0..<alpha.count {
                        var (sum, count) = (0.0, 0)
                        for member in 0..<forecasts.members {
                            let value = forecasts.column(member: member, horizon: horizon)[index]
                            guard value.isFinite else { continue }
                            sum += value
                            count += 1
                        }
                        let mean = sum / Double(count)
                        alpha[index] = count >= minMembers && mean.isFinite ? mean : .nan
                    }
                }
            }
        }
        """

    static let arbiter = """
        import SluiceKit
        import SluiceMarket

        /// Takes the horizon with the largest alpha beyond half the spread, and holds where none is left.
        @ACCESS@final class @TYPE@: Arbiter {
            @ACCESS@static let tooSmall = Reason("alpha_too_small", unit: .basisPoints)

            @ACCESS@static let manifest = Manifest(
                "@NAME@", "Takes the horizon with the largest alpha beyond half the spread.", reasons: [tooSmall])

            @ACCESS@struct Settings: PluginSettings {
                @Setting(in: 0...1_000, help: "What an alpha must have left after its cost.")
                @ACCESS@var threshold: BasisPoints = 1
        @INIT@    }

            private let threshold: Double

            @ACCESS@init(settings: Settings, context: StageContext) { threshold = settings.threshold.value }

            @ACCESS@func decide(
                _ cycle: Cycle, _ alphas: AlphaFrame, _ market: MarketFrame, _ weights: WeightFrame?,
                into decisions: DecisionFrame
            ) {
                for index in 0..<decisions.count where market.isFresh(index) {
                    let cost = market.spreadBps(index) / 2
                    var best = 0.0
                    for horizon in 0..<alphas.horizons {
                        let alpha = alphas.column(horizon: horizon)[index]
                        guard alpha.isFinite, cost.isFinite, abs(alpha) > abs(best) else { continue }
                        best = alpha
                        decisions.horizon[index] = Double(horizon)
                    }
                    let net = max(abs(best) - cost, 0)
                    guard net > threshold else {
                        decisions.hold(index, Self.tooSmall, observed: net, limit: threshold)
                        continue
                    }
                    decisions.side[index] = best > 0 ? 1 : -1
                    decisions.alpha[index] = best
                    decisions.cost[index] = cost
                    decisions.net[index] = best > 0 ? net : -net
                    decisions.score[index] = net
                }
            }
        }
        """

    static let gate = """
        import SluiceKit
        import SluiceMarket

        /// Blocks a decision in an instrument that trades too little; an unknown traded value blocks too.
        @ACCESS@final class @TYPE@: Gate {
            @ACCESS@static let tooThin = Reason("too_thin", unit: .number)

            @ACCESS@static let manifest = Manifest(
                "@NAME@", "Blocks a decision in an instrument that trades too little.", reasons: [tooThin])

            @ACCESS@struct Settings: PluginSettings {
                @Setting(
                    in: Amount.zero...Amount(1_000_000_000_000),
                    help: "Least traded value a day that lets a decision through.")
                @ACCESS@var minTradedValue = Money(amount: Amount(1_000_000), currency: .usd)
        @INIT@    }

            private let minTradedValue: Double

            @ACCESS@init(settings: Settings, context: StageContext) {
                minTradedValue = settings.minTradedValue.amount.doubleValue
            }

            @ACCESS@func filter(
                _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
            ) {
                let traded = market.tradedValue
                for index in 0..<decisions.count where decisions.isOpen(index) {
                    // Written so that an unknown value, which is NaN, does not pass.
                    if !(traded[index] >= minTradedValue) {
                        decisions.block(index, Self.tooThin, observed: traded[index], limit: minTradedValue)
                    }
                }
            }
        }
        """
}
