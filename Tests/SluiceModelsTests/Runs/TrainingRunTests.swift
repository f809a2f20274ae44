import SluiceMarket
import SluiceModels
import Testing

@Suite struct TrainingRunTests {
    @Test func `the golden run loads as a whole`() throws {
        let run = try TrainingRun.open(try MemoryFolder.goldenRun())
        #expect(run.refusals == [])
        #expect(run.models.count == 15)
        #expect(Set(run.models.map(\.place.target)).count == 8)
        #expect(
            run.models.filter { $0.place.target == "ret_5m" && $0.place.symbol == nil }.map(\.place.family)
                == [
                    "CatBoost", "LightGBM", "RandomForest", "Ridge", "SklearnMLP", "XGBoost",
                ])
        #expect(run.models.allSatisfy { $0.isSigned })
        #expect(run.notices == [])
        #expect(run.manifest?.id == "golden_run")
        #expect(run.made == Timestamp(iso8601: "2026-01-21T12:00:00Z"))
        #expect(run.models.first?.trainedUntil == run.made)
        #expect(run.routes["ret_5m"]?.route == "BOTH")
        let byTarget = Dictionary(run.models.map { ($0.place.target, $0) }) { first, _ in first }
        #expect(byTarget["ret_30m"]?.metadata.interval == .minutes(5))
        #expect(byTarget["ret_60m"]?.metadata.interval == .minutes(1_440))
        #expect(byTarget["ret_10m"]?.place.universe == "u_1a2b3c4d")
        #expect(run.models.contains { $0.place.symbol == "AAPL" && $0.place.view == "SYMBOL_SPECIFIC" })
        #expect(byTarget["cs_rank_5m"]?.metadata.ranking?.targetType == "cs_percentile")
        #expect(byTarget["ret_5m"]?.metadata.ranking == nil)
        #expect(byTarget["ret_5m"]?.metadata.packages["lightgbm"] == "4.7.0")
    }

    @Test func `the order of the features is the model's own, not that of the sorted list`() throws {
        let run = try TrainingRun.open(try MemoryFolder.goldenRun())
        let own = [
            "rsi_14", "ret_5d", "volume_ma_ratio", "ret_1d", "bb_position", "vol_10d", "macd_hist", "ret_10d",
        ]
        for model in run.models where model.place.target == "ret_15m" {
            #expect(model.features == own, "\(model.place)")
            #expect(model.metadata.featureList == own.sorted())
        }
    }

    @Test func `a run is found in a runs folder, the latest time stamp by name`() throws {
        let small = try SmallRun().folder.files
        var folder = MemoryFolder()
        for stamp in ["20260120_090000", "20260121_090000", "notes"] {
            for (path, bytes) in small { folder.files["mine/\(stamp)/\(path)"] = bytes }
        }
        let latest = try TrainingRun.open(folder, id: "mine")
        #expect(latest.path == "mine/20260121_090000" && latest.isLatestOfSeveral)
        #expect(latest.made == Timestamp(iso8601: "2026-01-21T09:00:00Z"))
        let named = try TrainingRun.open(folder, id: "mine/20260120_090000")
        #expect(named.path == "mine/20260120_090000" && !named.isLatestOfSeveral)
        #expect(named.digest == latest.digest)
        for (id, reason) in [
            (nil, RunRefusal.Reason.noRun), ("other", .noRun), ("../mine", .badName), ("mine//x", .badName),
            ("mine/", .badName), ("/mine", .badName),
        ] {
            let refusal = #expect(throws: RunRefusal.self) { try TrainingRun.open(folder, id: id) }
            #expect(refusal?.reason == reason, "\(id ?? "nil"): \(refusal?.description ?? "")")
        }
        #expect(throws: RunRefusal.self) { try TrainingRun.open(MemoryFolder()) }
        #expect(throws: RunRefusal.self) { try TrainingRun.open(try SmallRun().folder, id: "mine") }
    }

    @Test func `the digest follows what is loaded, and nothing else`() throws {
        let golden = try MemoryFolder.goldenRun()
        let whole = try TrainingRun.open(golden).digest
        var folder = golden
        folder.files["manifest.json"] = nil
        folder.write("targets/ret_5m/notes.txt", "read me")
        #expect(try TrainingRun.open(folder).digest == whole)
        let meta = "targets/ret_5m/models/view=CROSS_SECTIONAL/family=Ridge/model_meta.json"
        folder.change(meta, "\"interval_minutes\": 1440.0", "\"interval_minutes\": 60.0")
        #expect(try TrainingRun.open(folder).digest != whole)
        var options = RunOptions()
        options.families = ["LightGBM"]
        let some = try TrainingRun.open(golden, options: options)
        #expect(some.digest != whole)
        #expect(Set(some.models.map(\.place.family)) == ["LightGBM"])
        options.targets = ["ret_5m"]
        options.views = ["SYMBOL_SPECIFIC"]
        #expect(try TrainingRun.open(golden, options: options).models.map(\.place.symbol) == ["AAPL"])
    }

    /// `<path> <digest>` and a line feed for each file, by path.
    @Test func `a worked digest of a run`() throws {
        let small = try SmallRun()
        let lines = try ["model.txt", "model_meta.json"].map { name in
            let path = "\(SmallRun.model)/\(name)"
            return "\(path) \(try SHA256(of: small.folder.files[path] ?? []))\n"
        }
        #expect(try small.open().digest == SHA256(of: Array(lines.joined().utf8)))
    }

    @Test(arguments: [
        ("trained_until", "2026-01-02T10:00:00Z", "2026-01-02T10:00:00Z"),
        ("train_end_date", "2026-01-02", "2026-01-03T00:00:00Z"),
        ("training_end", "2026-01-02T10:00:00.5", "2026-01-02T10:00:00.500Z"),
    ])
    func `the end of the training is what the metadata say`(key: String, text: String, moment: String) throws
    {
        let run = try SmallRun("\"\(key)\": \"\(text)\"").open()
        #expect(run.models.first?.trainedUntil?.iso8601 == moment)
    }

    @Test func `without a word nobody knows how far the training came`() throws {
        #expect(try SmallRun().open().models.first?.trainedUntil == nil)
    }

    @Test func `a manifest is read in both its forms, and decides nothing`() throws {
        var small = try SmallRun()
        small.folder.write(
            "manifest.json",
            """
            {"run_id": 5, "timestamp": "2026-01-21T12:00:00.123456", "target_index": {
              "up": {"status": "partial", "families_trained": ["LightGBM", "XGBoost", 7]},
              "down": ["models/view=CROSS_SECTIONAL/family=Ridge/model.onnx", 3], "odd": 4 } }
            """)
        let run = try small.open()
        #expect(run.manifest?.id == nil && run.made?.iso8601 == "2026-01-21T12:00:00.123456Z")
        #expect(
            run.notices.map(\.text) == [
                "the manifest names 'Ridge' of target 'down', and no folder is there",
                "the manifest says of target 'up': 'partial'",
                "the manifest names 'XGBoost' of target 'up', and no folder is there",
            ])
        for text in ["", "[]", "{\"a\": 1, \"a\": 2}", "{"] {
            small.folder.write("manifest.json", text)
            let run = try small.open()
            #expect(run.models.count == 1 && run.manifest == nil)
            #expect(run.notices.map(\.kind) == [.unused])
        }
    }

    @Test func `decisions are read where writers put them, and a broken one is passed over`() throws {
        var small = try SmallRun()
        small.folder.write("globals/routing_decisions.json", "{\"up\": {\"route\": \"ALL\"}}")
        #expect(try small.open().routes["up"]?.route == "ALL")
        small.folder.write(
            "targets/up/models/view=CROSS_SECTIONAL/routing_decision.json",
            "{\"route\": \"CROSS_SECTIONAL\", \"selected_family\": \"LightGBM\", \"reason\": \"best\"}")
        let decision = try small.open().routes["up"]
        #expect(decision?.family == "LightGBM" && decision?.reason == "best")
        small.folder.write("targets/up/decision/routing_decision.json", "nonsense")
        let run = try small.open()
        #expect(run.routes["up"]?.family == "LightGBM")
        #expect(run.notices.map(\.kind) == [.unused])
    }
}
