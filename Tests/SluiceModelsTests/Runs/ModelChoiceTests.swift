import SluiceModels
import Testing

/// Which of several files is read, and what vouches for it.
@Suite struct ModelChoiceTests {
    private let model = SmallRun.model

    /// A folder with files of the golden run, and metadata that say these members.
    private func opened(
        _ files: [String: String], meta: (MemoryFolder) throws -> String, allowsUnsigned: Bool = false
    ) throws -> TrainingRun {
        let golden = try MemoryFolder.goldenRun()
        let source = "targets/ret_5m/models/view=CROSS_SECTIONAL/family="
        var run = try SmallRun()
        run.folder.files["\(model)/model.txt"] = nil
        for (name, from) in files {
            run.folder.files["\(model)/\(name)"] = from.isEmpty ? [0x80] : golden.files[source + from]
        }
        let names = golden.files[source + "LightGBM/model_meta.json"] ?? []
        let features = String(decoding: names, as: UTF8.self).split(separator: "\"features\": ")[1]
            .split(separator: "]")[0]
        run.folder.write(
            model + "/model_meta.json",
            "{\"interval_minutes\": 1440, \"features\": \(features)], \(try meta(run.folder))}")
        return try run.open { $0.allowsUnsigned = allowsUnsigned }
    }

    private func digest(_ folder: MemoryFolder, _ name: String) throws -> String {
        try SHA256(of: folder.files["\(model)/\(name)"] ?? []).description
    }

    private let both = [
        "model.cbm": "CatBoost/model.cbm", "model.json": "XGBoost/model.json", "model.pkl": "",
    ]

    @Test(arguments: ["model.cbm", "model.json"])
    func `the file whose checksum stands without a name is read`(name: String) throws {
        let run = try opened(both) { "\"model_checksum\": \"\(try digest($0, name))\"" }
        #expect(run.models.first?.file == "\(model)/\(name)")
        #expect(run.models.first?.isSigned == true)
        #expect(run.notices.map(\.kind) == (name == "model.cbm" ? [] : [.passedOver]))
    }

    @Test(arguments: ["model_checksums", "alternative_checksums", "model_checksum"])
    func `the first file with a checksum under its name is read`(key: String) throws {
        let run = try opened(both) {
            "\"\(key)\": {\"model.json\": \"\(try digest($0, "model.json"))\", "
                + "\"model.pkl\": \"\(try digest($0, "model.pkl"))\"}"
        }
        #expect(run.models.first?.file == "\(model)/model.json")
        let named = try opened(both) {
            "\"model_file\": \"model.json\", \"model_checksum\": \"\(try digest($0, "model.json"))\""
        }
        #expect(named.models.first?.file == "\(model)/model.json")
    }

    @Test func `a checksum under a name that the file does not have is a refusal, whatever else is there`()
        throws
    {
        let run = try opened(
            both,
            meta: {
                let json = try digest($0, "model.json")
                return "\"model_checksums\": {\"model.cbm\": \"\(json)\", \"model.json\": \"\(json)\"}"
            }, allowsUnsigned: true)
        #expect(run.refusals.map(\.reason) == [.checksumMismatch])
        #expect(run.refusals.first?.file == "\(model)/model.cbm")
    }

    @Test func `the checksum of no file is a refusal, also where unsigned ones are allowed`() throws {
        let run = try opened(
            both, meta: { "\"model_checksum\": \"\(try digest($0, "model.pkl"))\"" }, allowsUnsigned: true)
        #expect(run.refusals.map(\.reason) == [.checksumMismatch])
    }

    @Test func `beside the pickle that was signed an ONNX file is unsigned`() throws {
        let files = ["model.onnx": "Ridge/model.onnx", "model.pkl": ""]
        let strict = try opened(files) { "\"model_checksum\": \"\(try digest($0, "model.pkl"))\"" }
        #expect(strict.refusals.map(\.reason) == [.unsigned])
        let allowed = try opened(
            files, meta: { "\"model_checksum\": \"\(try digest($0, "model.pkl"))\"" }, allowsUnsigned: true)
        #expect(allowed.models.map(\.isSigned) == [false])
        let alone = try opened(
            ["model.onnx": "Ridge/model.onnx"], meta: { "\"model_checksum\": \"\(try digest($0, "x"))\"" },
            allowsUnsigned: true)
        #expect(alone.refusals.map(\.reason) == [.checksumMismatch])
    }

    @Test func `native forms come before ONNX where nothing is signed`() throws {
        let run = try opened(
            ["model.onnx": "Ridge/model.onnx", "model.json": "XGBoost/model.json"],
            meta: { _ in "\"a\": null" },
            allowsUnsigned: true)
        #expect(run.models.first?.format == .xgboostJSON)
        #expect(run.notices.map(\.kind) == [.unsigned])
    }
}
