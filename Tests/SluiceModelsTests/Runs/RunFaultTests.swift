import SluiceModels
import Testing

/// One fault at a time in a run of one model.
@Suite struct RunFaultTests {
    private let model = SmallRun.model

    private func refusal(_ run: SmallRun, allowsUnsigned: Bool = false) throws -> RunRefusal? {
        let opened = try run.open { $0.allowsUnsigned = allowsUnsigned }
        #expect(opened.models.count + opened.refusals.count == 1)
        let nothing = try SHA256(of: [])
        #expect(opened.refusals.isEmpty || opened.digest == nothing)
        return opened.refusals.first
    }

    @Test(arguments: [
        ("\"feature_list\": \"one\"", RunRefusal.Reason.metadataInvalid, "feature_list: no list of names"),
        ("\"feature_list\": [1, 2]", .metadataInvalid, "feature_list: no list of names"),
        ("\"feature_list\": [\"one\", 2]", .metadataInvalid, "feature_list[1]: no text"),
        ("\"features\": [\"one\", \"one\"]", .metadataInvalid, "features[1]: 'one' stands twice"),
        ("\"features\": [\"one\"]", .featureCount, "the model takes 2 features, but features has 1"),
        ("\"feature_list\": [\"one\", \"three\"]", .featuresDiffer, "'three' of feature_list is none"),
        (
            "\"feature_names\": [\"one\", \"three\"]", .featuresDiffer,
            "'two' of the model is not in feature_names"
        ),
        ("\"n_features\": 3", .featureCount, "n_features is 3, but the model takes 2"),
        ("\"n_features\": \"many\"", .metadataInvalid, "n_features: no number"),
        ("\"n_features\": 2.5", .metadataInvalid, "n_features: no whole number"),
        ("\"n_features\": -1", .metadataInvalid, "n_features: no whole number"),
        ("\"interval_minutes\": 5", .metadataInvalid, "stands twice"),
        ("\"trained_until\": \"soon\"", .metadataInvalid, "trained_until: no date"),
        ("\"trained_until\": 20260101", .metadataInvalid, "trained_until: no text"),
        ("\"model_checksums\": [1]", .metadataInvalid, "no checksums by file"),
        ("\"model_checksums\": {\"model.txt\": \"abc\"}", .metadataInvalid, "no SHA-256"),
        ("\"symbol\": \"MSFT\"", .misplaced, "the symbol 'MSFT'"),
        ("\"input_mode\": \"raw_sequence\"", .inputMode, "raw_sequence"),
        ("\"cross_sectional_ranking\": {\"enabled\": true, \"sequence_length\": 20}", .inputMode, "20 bars"),
        ("\"cross_sectional_ranking\": 3, \"preprocessing\": \"file\"", .preprocessing, "is missing"),
    ])
    func `metadata that are not as they must be`(
        meta: String, reason: RunRefusal.Reason, words: String
    ) throws {
        let refusal = try #require(try refusal(try SmallRun(meta)))
        #expect(refusal.reason == reason)
        #expect(refusal.description.contains(words), "\(refusal)")
        #expect(refusal.model?.target == "up")
    }

    @Test(arguments: ["0", "-5", "1e9", "\"day\"", "[1]"])
    func `an interval is a length`(interval: String) throws {
        var run = try SmallRun()
        run.folder.change(model + "/model_meta.json", "1440", interval)
        #expect(try refusal(run)?.reason == .metadataInvalid)
    }

    @Test func `an interval that nobody states is noticed`() throws {
        var run = try SmallRun()
        run.folder.change(model + "/model_meta.json", "\"interval_minutes\": 1440", "\"b\": 1")
        let opened = try run.open()
        #expect(opened.models.count == 1 && opened.notices.map(\.kind) == [.noInterval])
    }

    @Test(arguments: [
        "", "[]", "3", "{\"n_features\": 2} more", "\u{FEFF}{}", "{\"a\": 1, \"a\": 1}",
        "{\"a\": \"\\ud800\"}",
    ])
    func `metadata that are no object of JSON`(text: String) throws {
        var run = try SmallRun()
        run.folder.write(model + "/model_meta.json", text)
        #expect(try refusal(run)?.reason == .metadataInvalid)
    }

    @Test func `metadata nested a million deep do no harm`() throws {
        var run = try SmallRun()
        run.folder.write(model + "/model_meta.json", "{\"a\":" + String(repeating: "[", count: 1_000_000))
        #expect(try refusal(run)?.reason == .metadataInvalid)
    }

    @Test(arguments: ["model.txt", "model_meta.json"])
    func `a link that leaves the run is refused`(name: String) throws {
        var run = try SmallRun()
        run.folder.outside = ["\(model)/\(name)"]
        let refusal = try refusal(run)
        #expect(refusal?.reason == .outsideRun && refusal?.file == "\(model)/\(name)")
    }

    @Test func `sizes and counts are limited`() throws {
        let run = try SmallRun("\"features\": [\"one\", \"two\"]")
        #expect(try run.open { $0.limits.modelBytes = 100 }.refusals.map(\.reason) == [.tooLarge])
        #expect(try run.open { $0.limits.metadataBytes = 100 }.refusals.map(\.reason) == [.tooLarge])
        #expect(try run.open { $0.limits.features = 1 }.refusals.map(\.reason) == [.metadataInvalid])
        #expect(try run.open { $0.limits.folderEntries = 1 }.refusals.contains { $0.reason == .tooMany })
        #expect(try run.open { $0.limits.models = 0 }.refusals.map(\.reason) == [.tooMany])
        #expect(throws: RunRefusal.self) { try run.open { $0.limits.folderEntries = 0 } }
    }

    @Test(arguments: [
        "model.pkl", "model.joblib", "model.h5", "model.keras", "model.pt", "model.deprecated",
        "model/saved.pb",
    ])
    func `what runs code when it is opened is never read`(name: String) throws {
        var run = try SmallRun()
        run.folder.files["\(model)/model.txt"] = nil
        run.folder.files["\(model)/\(name)"] = [0x80, 0x04]
        let file = name.hasPrefix("model/") ? "model" : name
        run.folder.outside = ["\(model)/\(file)"]
        let refusal = try #require(try refusal(run, allowsUnsigned: true))
        #expect(refusal.reason == .unsafeFormat && refusal.file == "\(model)/\(file)")
        #expect(refusal.text.contains("Plugins/process/export_models.py"))
    }

    @Test(arguments: ["scaler.joblib", "imputer.pkl", "preprocessor.joblib"])
    func `a pickled preparation is a refusal, until a native one takes its place`(name: String) throws {
        var run = try SmallRun()
        run.folder.files["\(model)/\(name)"] = [0x80]
        let refusal = try refusal(run)
        #expect(refusal?.reason == .preprocessing && refusal?.text.contains("preprocessing.json") == true)
        for word in ["in_model", "none"] {
            run.folder.change(
                model + "/model_meta.json", "\"interval", "\"preprocessing\": \"\(word)\", \"interval")
            #expect(try self.refusal(run) == nil)
            run.folder.change(model + "/model_meta.json", "\"preprocessing\": \"\(word)\", ", "")
        }
    }

    @Test func `a text from outside keeps no control characters and no length`() {
        let refusal = RunRefusal(
            .badName, "a\u{1B}[31mb\u{202E}c\n" + String(repeating: "x", count: 5_000), file: "x\u{7}")
        #expect(refusal.text.hasPrefix("a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}x") && refusal.text.count == 401)
        #expect(refusal.file == "x\u{FFFD}")
    }
}
