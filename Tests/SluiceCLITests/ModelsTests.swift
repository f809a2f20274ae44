import Foundation
import SluiceFiles
import SluiceModels
import Testing

@testable import SluiceCLI

/// `sluice models`, over the runs of the repository.
@Suite struct ModelsTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private let golden = "\(repository)/Data/runs"
    private let faults = "\(repository)/Tests/Models/runs/error_runs"

    private func object(_ outcome: Terminal.Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test func `a run is shown with its models`() {
        let outcome = Terminal.run("models", "inspect", golden, "--id", "golden_run")
        #expect(outcome.status == .ok && outcome.errors == "")
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines[0] == "run golden_run, in golden_run/20260121_120000, the latest, made 2026-01-21T12:00:00Z"
        )
        #expect(lines[1].hasPrefix("digest ") && lines[1].count == 71)
        #expect(lines[3].hasPrefix("target          view                        family        file"))
        #expect(
            lines.contains {
                $0.hasPrefix("ret_30m         CROSS_SECTIONAL             LightGBM      model.txt   5m")
            })
        #expect(outcome.output.contains("15 models take 8 features: bb_position, macd_hist"))
        #expect(outcome.output.hasSuffix("\ntotal 15 load, 0 refused\n"))
    }

    @Test func `what is asked for is loaded, and the digest follows`() throws {
        let run = "\(golden)/golden_run/20260121_120000"
        let whole = try object(Terminal.run("models", "inspect", run, "--format", "json"))
        let some = try object(
            Terminal.run(
                "models", "inspect", run, "--format", "json", "--target", "ret_5m", "--target", "ret_10m",
                "--family",
                "LightGBM", "--view", "CROSS_SECTIONAL"))
        let models = try #require(some["models"] as? [[String: Any]])
        #expect(models.compactMap { $0["target"] as? String } == ["ret_10m", "ret_5m"])
        #expect(models[0]["universe"] as? String == "u_1a2b3c4d")
        #expect(models[1]["interval_minutes"] as? Double == 1_440)
        #expect(models[1]["format"] as? String == "lightgbm" && models[1]["signed"] as? Bool == true)
        #expect((models[1]["features"] as? [String])?.count == 8)
        #expect(whole["digest"] as? String != some["digest"] as? String)
        #expect((whole["models"] as? [Any])?.count == 15)
    }

    @Test func `a network over bars asks for ONNX Runtime, and says where it was not found`() throws {
        let run = FileManager.default.temporaryDirectory.appending(
            path: "sluice-network-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: run) }
        let place = run.appending(path: "targets/up/models/view=SEQUENTIAL/family=LSTM")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let model = "\(Self.repository)/Tests/Models/onnx/scaler_mlp/model.onnx"
        try FileManager.default.copyItem(atPath: model, toPath: place.appending(path: "model.onnx").path)
        let meta = "{\"interval_minutes\": 5, \"features\": [\"a\"], \"sequence_length\": 60}"
        try Data(meta.utf8).write(to: place.appending(path: "model_meta.json"))
        let plain = Terminal.run("models", "verify", run.path, "--allow-unsigned")
        #expect(plain.status == .findings)
        #expect(plain.output.contains("refused[input_mode]: "))
        #expect(plain.output.contains("60 bars"))
        let absent = Terminal.run(
            "models", "verify", run.path, "--allow-unsigned", "--onnx-runtime", "/nowhere/libonnxruntime.so")
        #expect(absent.status == .findings)
        #expect(absent.output.contains("refused[runtime_missing]: "))
        #expect(absent.output.contains("/nowhere/libonnxruntime.so"))
    }

    @Test func `a sound run is verified`() {
        let outcome = Terminal.run("models", "verify", golden, "--id", "golden_run")
        #expect(outcome.status == .ok)
        #expect(outcome.output.hasPrefix("total 15 load, 0 refused\ndigest "))
    }

    @Test func `the run of faults is verified with findings`() throws {
        let outcome = Terminal.run("models", "verify", faults, "--allow-unsigned")
        #expect(outcome.status == .findings && outcome.errors == "")
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("refused[") }.count == 9)
        #expect(
            lines.contains(
                "refused[feature_count]: targets/n_features_mismatch/models/view=CROSS_SECTIONAL/family=LightGBM/"
                    + "model_meta.json: n_features is 7, but feature_list has 8"))
        #expect(lines.filter { $0.hasPrefix("notice[unsigned]: ") }.count == 2)
        #expect(lines.contains("total 2 load, 9 refused"))
        let strict = Terminal.run("models", "verify", faults, "--format", "json")
        #expect(strict.status == .findings)
        let refusals = try #require(try object(strict)["refusals"] as? [[String: Any]])
        #expect(refusals.count == 11)
        #expect(refusals.filter { $0["reason"] as? String == "unsigned" }.count == 3)
        #expect(refusals.contains { $0["byte"] as? Int != nil })
        #expect(Terminal.run("models", "inspect", faults).status == .ok)
        #expect(Terminal.run("models", "verify", faults, "--target", "none").status == .findings)
    }

    @Test func `a folder that is missing or no run is said to be`() throws {
        let project = try Project(["notes/a.txt": "x"])
        let missing = Terminal.run("models", "verify", project.file("none"))
        #expect(missing.status == .missingFile && missing.errors.hasSuffix("none: there is no such file\n"))
        let empty = Terminal.run("models", "inspect", project.path)
        #expect(
            empty.status == .missingFile && empty.errors.contains("name one as id of those here: 'notes'"))
        #expect(empty.output == "")
        #expect(Terminal.run("models", "inspect", project.path, "--id", "../x").status == .usage)
        #expect(Terminal.run("models", "inspect", project.file("notes/a.txt")).status == .missingFile)
    }

    @Test func `bench has a line for every model, and a number for what was measured`() throws {
        let outcome = Terminal.run("models", "bench", golden, "--id", "golden_run", "--rows", "100")
        #expect(outcome.status == .ok && outcome.errors == "")
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 17 && lines.last == "total 15 measured, 0 refused")
        #expect(lines[0].hasPrefix("target          view ") && lines[0].hasSuffix("by 500"))
        for line in lines.dropFirst().dropLast() {
            let cells = line.split(separator: " ").suffix(3)
            let figures = cells.prefix(2).compactMap { Double($0) }
            #expect(figures.count == 2 && figures.allSatisfy { $0 > 0 } && cells.last == "-", "\(line)")
        }
    }

    @Test func `bench says what its rows were`() throws {
        let outcome = Terminal.run(
            "models", "bench", golden, "--id", "golden_run", "--target", "ret_5m", "--view",
            "CROSS_SECTIONAL",
            "--rows", "501", "--format", "json")
        let models = try #require(try object(outcome)["models"] as? [[String: Any]])
        var rows: [String: [Double]] = [:]
        for model in models {
            let family = try #require(model["family"] as? String)
            let speeds = try #require(model["speeds"] as? [[String: Any]])
            #expect(speeds.compactMap { $0["batch"] as? Int } == [1, 100, 500])
            #expect(speeds.compactMap { $0["microseconds_per_row"] as? Double }.filter { $0 > 0 }.count == 3)
            #expect(model["rows"] as? Int == 501 && model["numbers_in_row"] as? Int == 8)
            let known = try #require(model["features_with_range"] as? Double)
            rows[family] = [known, try #require(model["missing"] as? Double)]
        }
        #expect(
            rows == [
                "CatBoost": [0, 0.05], "LightGBM": [8, 0.05], "RandomForest": [0, 0.05], "Ridge": [0, 0],
                "SklearnMLP": [0, 0], "XGBoost": [0, 0.05],
            ])
    }

    @Test func `bench measures nothing of what is refused`() throws {
        let outcome = Terminal.run("models", "bench", faults, "--allow-unsigned", "--rows", "100")
        #expect(outcome.status == .ok)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("refused[") }.count == 9)
        #expect(lines.last == "total 2 measured, 9 refused" && lines.count == 3 + 9 + 1)
        let none = Terminal.run("models", "bench", faults, "--target", "none")
        #expect(none.status == .findings && none.output == "total 0 measured, 0 refused\n")
        for rows in ["99", "1000001", "many"] {
            #expect(Terminal.run("models", "bench", golden, "--rows", rows).status == .usage)
        }
    }

    @Test func `rows to measure are the same each time, within the ranges, and 5% are missing`() throws {
        let folder = try ConfinedFolder(anywhere: golden)
        let run = try TrainingRun.open(folder, id: "golden_run")
        let models = Dictionary(
            grouping: run.models.filter { $0.place.target == "ret_5m" }, by: \.place.family)
        let trees = try #require(models["LightGBM"]?.first?.model)
        let rows = BenchRows(trees, count: 1_000)
        let missing = rows.numbers.filter(\.isNaN).count
        #expect(rows.numbers.count == 8_000 && (320...480).contains(missing))
        for (place, value) in rows.numbers.enumerated() where !value.isNaN {
            #expect(trees.ranges[place % 8]?.contains(value) == true)
        }
        let again = BenchRows(trees, count: 1_000)
        #expect(again.numbers.map(\.bitPattern) == rows.numbers.map(\.bitPattern))
        let ridge = BenchRows(try #require(models["Ridge"]?.first?.model), count: 1_000)
        #expect(!ridge.hasMissing && ridge.numbers.allSatisfy(\.isFinite))
    }
}
