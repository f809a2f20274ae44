import SluiceKit

/// A registry of plugins that do nothing, so that tests of files and commands depend on no built-in.
enum TestRegistry {
    static let all = Registry([
        TapeData.self, TrendPredictor.self, RankPredictor.self, TurnPredictor.self, ScaleCalibrator.self,
        MeanBlender.self, BestArbiter.self, WidthGate.self, TurnGate.self, EvenSizer.self, LimitRisk.self,
        EveryShapeGate.self, OnceExecution.self, SimulatedBroker.self, VenueBroker.self, CreditLearner.self,
        HookAlert.self,
    ])

    /// A pipeline of them without a fault.
    static let pipeline = """
        version: 1
        name: sound
        modes: [backtest]
        universe: [SPY, QQQ]
        cycle: { every: 1m, calendar: XNYS }
        stages:
          - { id: bars, uses: data.tape, with: { path: bars.csv } }
          - { id: trend, uses: predictor.trend, with: { horizons: [5m, 15m], fast: 12 } }
          - { id: blend, uses: blender.mean, from: [trend] }
          - { id: pick, uses: arbiter.best }
          - { id: width, uses: gate.width, with: { max_spread: 12bps } }
          - { id: size, uses: sizer.even, with: { max_weight: 5% } }
          - { id: guard, uses: risk.limits, with: { max_drawdown: 10% } }
          - { id: route, uses: execution.once }
          - { id: broker, uses: broker.sim, with: { cash: 1000 USD } }
        alerts:
          - { id: ops, uses: alert.hook, on: [kill_switch] }
        """
}
