import SluiceKit
import SluicePipeline
import Testing

/// One file with everything wrong that can be wrong at the same time.
@Suite struct AllAtOnceTests {
    static let planted = """
        version: 1
        name: planted
        modes: [backtest, live]
        universe: [SPY, QQQ]
        cycle: { every: 5m, calendar: XNYS }
        pramas: {}
        include: [shared.yaml, none.yaml]
        params:
          lambda: { type: number, default: 5, max: 1 }
          spread: { type: bps, default: 12bps }
        stages:
          - { id: bars, uses: data.tape }
          - { id: trend, uses: predictor.trnd }
          - { id: slow, uses: predictor.trend, with: { fast: 1, fats: 3, slow: many, scale: $parm.lambda } }
          - { id: rank, uses: predictor.rank }
          - { id: slow, uses: predictor.trend, with: { horizons: [16m, 5m], scale: $param.lamda } }
          - { id: odd, uses: predictor.trend, with: { horizons: [5m], fast: 12, fast: 13 } }
          - { id: blend, uses: blender.mean, from: [rank, slwo, odd] }
          - { id: pick, uses: arbiter.best }
          - { id: first, uses: gate.width, from: [second], with: { max_spread: 12 } }
          - { id: second, uses: gate.width, from: [first], on_error: halt }
          - { id: turns, uses: gate.turns }
          - { id: idle, uses: learner.credit, capital: 5% }
          - { id: size, uses: sizer.even, with: { max_weight: $secret.hook } }
          - { id: route, uses: execution.once }
          - { id: broker, uses: broker.sim, with: { cash: 1 USD } }
          - { id: second_account, uses: broker.sim, with: { cash: 1 USD } }
          - { id: venue, uses: broker.venue }
          - { id: extra, uses: predictor.rank }
        alerts:
          - { id: ops, uses: alert.hook, on: [kill_swich, order.filled], with: { url: $secret.hok } }
        secrets:
          hook: { env: HOOK }
        profiles:
          dry: { brokr: { uses: broker.sim } }
        """

    @Test func `Everything wrong is said at once, sorted by place`() {
        let options = PipelineOptions(
            mode: .paper, overrides: ["stages.siez.with.max_weight=4%", "params.spread=20bps"],
            environment: ["RISK_MAX_DRAWDOWN": "5%"]
        )
        let result = Pipelines.load(
            Self.planted, options, beside: ["shared.yaml": "name: other\nx-free: 1"])
        #expect(
            result.findings == [
                "E0406 --set:1:1 stages.size.with.max_weight",
                "W0409 environment RISK_MAX_DRAWDOWN:1:1",
                "E0310 3:8", "W0323 3:19",
                "E0309 3:19",
                "E0316 6:1 params",
                "E0404 7:24",
                "E0205 9:36",
                "W0410 10:3",
                "E0301 13:24 predictor.trend",
                "E0205 14:54",
                "E0203 14:57 fast",
                "E0201 14:72",
                "E0401 14:85 $param.lambda",
                "E0302 16:11",
                "E0315 16:59",
                "E0401 16:76 $param.lambda",
                "E0102 17:73",
                "E0304 18:45",
                "E0303 18:51 slow",
                "E0307 20:43",
                "E0202 20:72 12bps",
                "E0317 21:62",
                "E0305 22:24",
                "E0312 23:48",
                "E0209 24:55",
                "E0308 27:11",
                "E0314 27:33",
                "E0204 28:24",
                "E0314 28:24",
                "E0313 28:24",
                "E0306 29:11",
                "E0311 31:39 kill_switch",
                "E0401 31:79 $secret.hook",
                "E0303 35:10 broker",
                "E0405 shared.yaml:1:7",
            ])
        #expect(result.plan == nil)
    }
}
