import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceModels
import SluiceTestKit
import Synchronization
import Testing

@testable import Predictors

@Suite struct ModelPredictorTests {
    private static let features = [
        "rsi_14", "ret_1d", "ret_5d", "ret_10d", "vol_10d", "bb_position", "macd_hist", "volume_ma_ratio",
    ]
    /// Two rows of the golden run's features, in the order above.
    private static let rows: [[Double]] = [
        [55, 0.01, -0.02, 0.03, 0.015, 0.6, 0.002, 1.1], [31, -0.02, 0.04, -0.05, 0.03, 0.2, -0.004, 0.7],
    ]
    private static let returns = """
        targets: { 1d: { target: ret_5m, as: return }, 2d: { target: ret_10m, as: bps },
          3d: { target: ret_15m, as: return }, 5d: { target: ret_60m, as: return } }
        """

    private func context(
        _ files: MemoryFiles = RunSamples.golden, instruments: [String] = ["AAA", "BBB"],
        mode: Mode = .backtest,
        features: [String] = Self.features.sorted(),
        report: @escaping @Sendable (Diagnostic) -> Void = { _ in }
    ) -> StageContext {
        .test(
            id: "trees", mode: mode, instruments: instruments, horizons: ["1d", "2d", "3d", "5d", "10d"],
            features: features, every: .days(1), files: files, report: report)
    }

    private func market(_ rows: [[Double]] = Self.rows, fresh: [Bool]? = nil) -> MarketFrame {
        let bars = rows.indices.map { fresh?[$0] ?? true ? MarketBar(100) : nil }
        let columns = Self.features.indices.map { place in (Self.features[place], rows.map { $0[place] }) }
        return .test(bars, features: Dictionary(uniqueKeysWithValues: columns))
    }

    /// By member, horizon and instrument.
    private func forecasts(_ predictor: ModelPredictor, _ market: MarketFrame, members: Int) -> [[[Double]]] {
        let frame = ForecastFrame(instruments: market.count, horizons: 5, members: members)
        frame.values.fill(12_345)
        predictor.predict(.test(), market, into: frame)
        return (0..<members).map { member in
            (0..<5).map { horizon in
                (0..<market.count).map { frame.column(member: member, horizon: horizon)[$0] }
            }
        }
    }

    private func outline(
        _ yaml: String, _ files: MemoryFiles = RunSamples.golden, every: Span = .days(1)
    ) throws -> (StageOutline, [Diagnostic]) {
        var issues: [Diagnostic] = []
        let plan = PlanFacts(every: every, calendar: .newYork, horizons: [], instruments: [])
        let outline = ModelPredictor.outline(try ModelSettings.test(yaml), in: plan, files: files, &issues)
        return (outline, issues)
    }

    private let golden = "run: runs, id: golden_run"

    @Test func `each family is a member, and forecasts what its model says of the features by name`() throws {
        let yaml = "{ \(golden), \(Self.returns) }"
        let (outline, issues) = try outline(yaml)
        #expect(issues == [])
        #expect(
            outline.members == ["CatBoost", "LightGBM", "RandomForest", "Ridge", "SklearnMLP", "XGBoost"])
        #expect(Set(outline.features) == Set(Self.features))
        let got = forecasts(try ModelPredictor.test(yaml, in: context()), market(), members: 6)
        let run = try RunSamples.goldenRun()
        let horizons = ["ret_5m": (0, 1e4), "ret_10m": (1, 1), "ret_15m": (2, 1e4), "ret_60m": (3, 1e4)]
        var compared = 0
        for model in run.models where model.place.symbol == nil {
            guard let (horizon, scale) = horizons[model.place.target] else { continue }
            let member = try #require(outline.members.firstIndex(of: model.place.family))
            for (index, row) in Self.rows.enumerated() {
                let ordered = model.features.compactMap { name in
                    Self.features.firstIndex(of: name).map { row[$0] }
                }
                #expect(got[member][horizon][index] == scale * model.model(ordered)[0], "\(model.place)")
                compared += 1
            }
        }
        #expect(compared == 2 * (6 + 1 + 2 + 1))
        #expect(got.allSatisfy { $0[4].allSatisfy { $0.isNaN } })
        #expect(got[0][1].allSatisfy { $0.isNaN }, "CatBoost has no model of ret_10m")
    }

    @Test func `an instrument's own model takes the place of the one for all`() throws {
        var files = RunSamples.files()
        for (name, bytes) in RunSamples.files(leaves: "0.03 0.04") where name.contains("/up/") {
            guard name.contains("family=LightGBM") else { continue }
            files[name.replacing("view=CROSS_SECTIONAL", with: "view=SYMBOL_SPECIFIC/symbol=AAA")] = bytes
        }
        let market = MarketFrame.test(
            [MarketBar(1), MarketBar(1)], features: ["ret_5d": [0.1, 0.1], "rsi_14": [50, 50]])
        let stale = MarketFrame.test(
            [nil, MarketBar(1)], features: ["ret_5d": [0.1, 0.1], "rsi_14": [50, 50]])
        func got(_ more: String, _ market: MarketFrame) throws -> [Double] {
            let yaml =
                "{ run: runs, allow_unsigned: true, families: [LightGBM]\(more), targets: { 1d: { target: up, as: return } } }"
            let context = context(MemoryFiles(bytes: files), features: ["ret_5d", "rsi_14"])
            return forecasts(try ModelPredictor.test(yaml, in: context), market, members: 1)[0][0]
        }
        #expect(try got("", market) == [300, -100])
        #expect(try got(", symbol_models: ignore", market) == [-100, -100])
        let only = try got(", symbol_models: only", market)
        #expect(only[0] == 300 && only[1].isNaN)
        let late = try got("", stale)
        #expect(late[0].isNaN && late[1] == -100)
    }

    @Test(arguments: [
        (0, Double.nan, 0, true), (0, .nan, 1, false), (0, .infinity, 8, true), (0, -.infinity, 8, true),
    ])
    func `missing features are allowed as far as is set, infinite ones never`(
        place: Int, value: Double, allowed: Int, isAbsent: Bool
    ) throws {
        var rows = Self.rows
        rows[0][place] = value
        let yaml =
            "{ \(golden), families: [LightGBM], max_missing: \(allowed), targets: { 1d: { target: ret_5m, as: score } } }"
        let got = forecasts(try ModelPredictor.test(yaml, in: context()), market(rows), members: 1)[0][0]
        #expect(got[0].isNaN == isAbsent && !got[1].isNaN)
    }

    @Test func `without a fresh bar nothing is expected, and nothing of an empty universe`() throws {
        let yaml = "{ \(golden), targets: { 1d: { target: ret_5m, as: score } } }"
        let predictor = try ModelPredictor.test(yaml, in: context())
        let got = forecasts(predictor, market(fresh: [true, false]), members: 6)
        #expect(got.allSatisfy { !$0[0][0].isNaN && $0[0][1].isNaN })
        let nobody = try ModelPredictor.test(yaml, in: context(instruments: []))
        #expect(forecasts(nobody, market([]), members: 6).allSatisfy { $0[0].isEmpty })
    }

    /// Of five instruments the least has probit(0.1).
    @Test func `a rank is an unbiased normal score among the instruments that have a number`() throws {
        let yaml = "{ \(golden), targets: { 1d: { target: cs_rank_5m, as: rank } } }"
        let context = context(instruments: ["A", "B", "C", "D", "E"])
        var rows = (0..<5).map { number in Self.rows[0].map { $0 * (1 + 0.2 * Double(number)) } }
        let predictor = try ModelPredictor.test(yaml, in: context)
        let raw = try ModelPredictor.test(yaml.replacing("as: rank", with: "as: score"), in: context)
        let (got, values) = (
            forecasts(predictor, market(rows), members: 1)[0][0],
            forecasts(raw, market(rows), members: 1)[0][0]
        )
        for (one, score) in zip(values, got) {
            let below = values.count { $0 < one }
            let equal = values.count { $0 == one }
            let place = Double(below) + Double(equal + 1) / 2
            let want = try NormalScoresOfFive.score(place)
            #expect(isClose(score, want))
        }
        rows[0][0] = .nan
        #expect(forecasts(predictor, market(rows), members: 1)[0][0].allSatisfy { $0.isNaN })
        let fewer = try ModelPredictor.test(
            yaml.replacing("run: runs", with: "min_ranked: 2, run: runs"), in: context)
        #expect(forecasts(fewer, market(rows), members: 1)[0][0].count { $0.isNaN } == 1)
    }

    private enum NormalScoresOfFive {
        /// probit((rank - 0.5) / 5) of ranks 1, 1.5 and so on.
        static func score(_ rank: Double) throws -> Double {
            let known: [Double: Double] = [
                1: -1.2815515655446004, 1.5: -0.8416212335729143, 2: -0.5244005127080407,
                2.5: -0.2533471031357997,
                3: 0, 3.5: 0.2533471031357997, 4: 0.5244005127080407, 4.5: 0.8416212335729143,
                5: 1.2815515655446004,
            ]
            return try #require(known[rank])
        }
    }

    /// 1 / (1 + e^1) = 0.2689..., 1 / (1 + e^-2) = 0.8807....
    @Test func `peaks and valleys are raw probabilities`() throws {
        let yaml =
            "{ run: runs, allow_unsigned: true, targets: { 1d: { target: peak, as: peak, opposite: valley }, 3d: { target: valley, as: valley } } }"
        let predictor = try ModelPredictor.test(
            yaml, in: context(RunSamples.small, features: ["ret_5d", "rsi_14"]))
        let market = MarketFrame.test(
            [MarketBar(1), MarketBar(1)], features: ["ret_5d": [0.1, .nan], "rsi_14": [50, 50]])
        let frame = ProbabilityFrame(instruments: 2, horizons: 5)
        frame.values.fill(12_345)
        predictor.predict(.test(), market, into: frame)
        #expect(isClose(frame.peak(horizon: 0)[0], 0.2689414213699951))
        #expect(isClose(frame.valley(horizon: 0)[0], 0.8807970779778823))
        #expect(frame.peak(horizon: 2)[0].isNaN && isClose(frame.valley(horizon: 2)[0], 0.8807970779778823))
        for horizon in 0..<5 {
            #expect(frame.peak(horizon: horizon)[1].isNaN && frame.valley(horizon: horizon)[1].isNaN)
        }
        #expect(frame.peak(horizon: 1)[0].isNaN)
        #expect(ModelPredictor.ports(try ModelSettings.test(yaml)).gives == .probabilities)
    }

    @Test func `what is no number leaves its member absent, is counted, and told of once`() throws {
        let told = Mutex<[String]>([])
        let files = MemoryFiles(bytes: RunSamples.files(leaves: "1 1000", objective: "poisson"))
        let yaml = "{ run: runs, allow_unsigned: true, targets: { 1d: { target: up, as: score } } }"
        let context = context(files, features: ["ret_5d", "rsi_14"]) { issue in
            told.withLock { $0.append(issue.message) }
        }
        let predictor = try ModelPredictor.test(yaml, in: context)
        let market = MarketFrame.test(
            [MarketBar(1), MarketBar(1)], features: ["ret_5d": [0.1, 0.9], "rsi_14": [50, 50]])
        for _ in 0..<3 {
            let got = forecasts(predictor, market, members: 2)
            #expect(got[0][0].allSatisfy { !$0.isNaN })
            #expect(isClose(got[1][0][0], 2.718281828459045) && got[1][0][1].isNaN)
        }
        #expect(told.withLock(\.self) == ["a model of trees.LightGBM gave what is no forecast"])
        #expect(predictor.remarks.last == "trees.LightGBM was absent 3 times: its models gave no forecast")
        var memory = MemoryWriter()
        predictor.remember(into: &memory)
        let next = try ModelPredictor.test(yaml, in: context)
        var reader = MemoryReader(memory.words)
        try next.recall(from: &reader)
        #expect(reader.isAtEnd && next.remarks == predictor.remarks)
        var other = MemoryReader([7])
        #expect(throws: MemoryMismatch.self) { try next.recall(from: &other) }
    }

    @Test func `a return is held`() throws {
        let yaml =
            "{ run: runs, allow_unsigned: true, max_forecast: 150bps, targets: { 1d: { target: up, as: return } } }"
        let predictor = try ModelPredictor.test(
            yaml, in: context(RunSamples.small, features: ["ret_5d", "rsi_14"]))
        let market = MarketFrame.test(
            [MarketBar(1), MarketBar(1)], features: ["ret_5d": [0.1, 0.9], "rsi_14": [50, 50]])
        #expect(forecasts(predictor, market, members: 2)[1][0] == [-100, 150])
    }

    @Test func `a model of other bars is refused, unless the file says that it fits`() throws {
        let yaml = "{ \(golden), targets: { 1d: { target: ret_30m, as: return } } }"
        let (_, issues) = try outline(yaml)
        #expect(issues.map(\.code.id) == ["E0702"])
        #expect(
            issues.first?.message.hasSuffix(
                "the model was trained on bars of 5m, the pipeline has bars of 1d") == true)
        #expect(throws: Diagnostic.self) { try ModelPredictor.test(yaml, in: context()) }
        let mapped = yaml.replacing("run: runs", with: "interval: 1d, run: runs")
        #expect(try outline(mapped).1 == [])
        let minutes = try outline(yaml.replacing("1d:", with: "5m:"), every: .minutes(5))
        #expect(minutes.1 == [])
        #expect(
            try outline("{ \(golden), \(Self.returns) }", every: .minutes(5)).1.map(\.code.id).contains(
                "E0702"))
    }

    @Test(arguments: [
        ("{ run: none, targets: { 1d: { target: up, as: score } } }", "E0701", "none: does not exist"),
        ("{ run: ../x, targets: { 1d: { target: up, as: score } } }", "E0701", "lies outside the project"),
        (
            "{ run: runs, targets: { 1d: { target: up, as: score } } }", "E0701",
            "name one as id of those here"
        ),
        (
            "{ run: runs, id: other, targets: { 1d: { target: up, as: score } } }", "E0701",
            "other: does not exist"
        ),
        (
            "{ run: runs, id: golden_run, targets: { 1d: { target: ret_5n, as: score } } }", "E0702",
            "no target 'ret_5n'; did you mean 'ret_5m'?"
        ),
        (
            "{ run: runs, id: golden_run, families: [Ridge, LightGMB], targets: { 1d: { target: ret_5m, as: score } } }",
            "E0702", "'LightGMB' can be used"
        ),
        (
            "{ run: runs, id: golden_run, view: NONE, symbol_models: ignore, targets: { 1d: { target: ret_5m, as: score } } }",
            "E0702", "view, universe and families"
        ),
        (
            "{ run: runs, id: golden_run, universe: other, targets: { 1d: { target: ret_10m, as: score } } }",
            "E0702", "view, universe and families"
        ),
        (
            "{ run: runs, id: golden_run, targets: { 1d: { target: will_peak_5m, as: return } } }", "E0702",
            "gives a probability, which is no 'return'"
        ),
        (
            "{ run: runs, id: golden_run, targets: { 1d: { target: ret_10m, as: peak } } }", "E0702",
            "no probability"
        ),
        (
            "{ run: runs, id: golden_run, targets: { 1d: { target: cs_rank_5m, as: return } } }", "E0702",
            "ranks instruments, which is no 'return'"
        ),
        (
            "{ run: runs, id: golden_run, targets: { 1d: { target: ret_10m, as: score, output: mean } } }",
            "E0702",
            "no output 'mean'; it has value"
        ),
    ])
    func `what cannot be forecast is an error with its code`(yaml: String, code: String, words: String) throws
    {
        let (_, issues) = try outline(yaml)
        #expect(issues.map(\.code.id).contains(code))
        #expect(issues.contains { $0.message.contains(words) && $0.severity == .error }, "\(issues)")
        #expect(throws: Diagnostic.self) { try ModelPredictor.test(yaml, in: context()) }
    }

    @Test func `a model that is refused leaves the others of its target, unless it was asked for`() throws {
        var files = RunSamples.goldenFiles
        let ridge =
            "runs/golden_run/20260121_120000/targets/ret_5m/models/view=CROSS_SECTIONAL/family=Ridge/model.onnx"
        files[ridge]?[40] ^= 1
        let yaml = "{ \(golden), targets: { 1d: { target: ret_5m, as: return } } }"
        let (outline, issues) = try outline(yaml, MemoryFiles(bytes: files))
        #expect(issues.map(\.code.id) == ["W0703"] && issues[0].message.contains("SHA-256"))
        #expect(outline.members == ["CatBoost", "LightGBM", "RandomForest", "SklearnMLP", "XGBoost"])
        let asked = yaml.replacing("run: runs", with: "families: [Ridge, XGBoost], run: runs")
        #expect(try self.outline(asked, MemoryFiles(bytes: files)).1.map(\.code.id).contains("E0702"))
        #expect(try self.outline(asked).0.members == ["Ridge", "XGBoost"])
    }

    @Test func `a network over windows needs ONNX Runtime, and the error says where it was looked for`()
        throws
    {
        var files = RunSamples.goldenFiles
        let meta =
            "runs/golden_run/20260121_120000/targets/ret_5m/models/view=CROSS_SECTIONAL/family=Ridge/model_meta.json"
        let text = String(decoding: files[meta] ?? [], as: UTF8.self)
        files[meta] = Array(text.replacing("\"symbol\": null", with: "\"sequence\": {\"length\": 5}").utf8)
        let yaml = "{ \(golden), families: [Ridge], targets: { 1d: { target: ret_5m, as: return } } }"
        let without = try outline(yaml, MemoryFiles(bytes: files)).1
        #expect(without.first?.code == .modelRefused)
        #expect(without.first?.message.contains("ONNX Runtime would evaluate it, and is not set up") == true)
        let absent = yaml.replacing("run: runs", with: "onnx_runtime: /nowhere/libonnxruntime.so, run: runs")
        let issues = try outline(absent, MemoryFiles(bytes: files)).1
        #expect(issues.first?.code == .modelRefused)
        #expect(issues.first?.message.contains("/nowhere/libonnxruntime.so") == true, "\(issues)")
    }

    @Test func `unsigned models need a word, and get a warning`() throws {
        let yaml = "{ run: runs, allow_unsigned: true, targets: { 1d: { target: up, as: score } } }"
        let (outline, issues) = try outline(yaml, RunSamples.small)
        #expect(outline.members == ["Forest", "LightGBM"] && issues.map(\.code.id) == ["W0703", "W0703"])
        let strict = try self.outline(yaml.replacing("true", with: "false"), RunSamples.small)
        #expect(strict.1.allSatisfy { $0.code == .modelRefused } && strict.1.count == 2)
    }

    @Test func `a digest pins what is loaded, and a live run needs one`() throws {
        let yaml = "{ \(golden), families: [Ridge], targets: { 1d: { target: ret_5m, as: return } }"
        let (_, issues) = try outline(yaml + ", digest: \(String(repeating: "0", count: 64)) }")
        #expect(issues.map(\.code.id) == ["E0701"])
        let words = try #require(issues.first?.message).split(separator: " ")
        let digest = String(try #require(words.first { $0.count == 65 }).dropLast())
        let pinned = yaml + ", digest: \(digest) }"
        #expect(try outline(pinned).1 == [])
        #expect(throws: Diagnostic.self) { try ModelPredictor.test(yaml + " }", in: context(mode: .live)) }
        let live = try ModelPredictor.test(pinned, in: context(mode: .live))
        #expect(live.remarks == ["1 model of the run golden_run/20260121_120000 with digest \(digest)"])
    }

    @Test func `a run over what the models saw is marked`() throws {
        let predictor = try ModelPredictor.test("{ \(golden), \(Self.returns) }", in: context())
        #expect(predictor.trainedUntil == Timestamp(iso8601: "2026-01-21T12:00:00Z"))
        let unknown = try ModelPredictor.test(
            "{ run: runs, allow_unsigned: true, targets: { 1d: { target: up, as: score } } }",
            in: context(RunSamples.small, features: ["ret_5d", "rsi_14"]))
        #expect(unknown.trainedUntil == .distantFuture)
    }

    @Test(arguments: [
        "", "{ run: x }", "{ run: x, targets: {} }", "{ run: x, targets: [] }",
        "{ run: x, targets: { soon: { target: a, as: score } } }",
        "{ run: x, targets: { 1d: { target: a } } }",
        "{ run: x, targets: { 1d: { target: a, as: guess } } }",
        "{ run: x, targets: { 1d: { target: a, as: score }, 2d: { target: a, as: bps } } }",
        "{ run: x, targets: { 1d: { target: a, as: score, opposite: b } } }",
        "{ run: x, families: [], targets: { 1d: { target: a, as: score } } }",
        "{ run: x, families: [A, A], targets: { 1d: { target: a, as: score } } }",
        "{ run: x, digest: abc, targets: { 1d: { target: a, as: score } } }",
        "{ run: x, interval: 1s, targets: { 1d: { target: a, as: score } } }",
        "{ run: x, min_ranked: 1, targets: { 1d: { target: a, as: score } } }",
        "{ run: x, max_missing: -1, targets: { 1d: { target: a, as: score } } }",
        "{ run: x, max_forecast: 5, targets: { 1d: { target: a, as: bps } } }",
    ])
    func `settings that make no sense are refused`(yaml: String) {
        #expect(ModelSettings.issues(yaml).hasErrors)
    }

    @Test func `the stage needs its features to be built`() {
        #expect(throws: MissingFeature.self) {
            try ModelPredictor.test("{ \(golden), \(Self.returns) }", in: context(features: ["rsi_14"]))
        }
    }
}
