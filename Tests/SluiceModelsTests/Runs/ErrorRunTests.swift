import SluiceModels
import Testing

/// The run with a deliberate fault in each target.
@Suite struct ErrorRunTests {
    private static let faults: [(target: String, reason: RunRefusal.Reason, words: String)] = [
        ("bad_checksum", .checksumMismatch, "not the checksum in the metadata"),
        ("corrupt_meta", .metadataInvalid, "the file ends within a value"),
        ("empty_model", .modelEmpty, "empty"),
        ("missing_meta", .metadataMissing, "model_meta.json is missing"),
        ("missing_model", .modelMissing, "no model file"),
        ("n_features_mismatch", .featureCount, "n_features is 7, but feature_list has 8"),
        ("truncated_model", .modelInvalid, "end of trees"),
        ("unknown_feature", .featuresDiffer, "'zz_unknown' of feature_list is none of the model's"),
        ("xgb_truncated", .modelInvalid, "the file ends within a value"),
    ]

    private func open(allowsUnsigned: Bool, _ folder: MemoryFolder? = nil) throws -> TrainingRun {
        var options = RunOptions()
        options.allowsUnsigned = allowsUnsigned
        return try TrainingRun.open(try folder ?? .errorRun(), options: options)
    }

    @Test func `unsigned ones allowed, nine targets are refused for their fault and two load with a notice`()
        throws
    {
        let run = try open(allowsUnsigned: true)
        #expect(run.refusals.compactMap(\.model?.target) == Self.faults.map(\.target))
        for (refusal, fault) in zip(run.refusals, Self.faults) {
            #expect(refusal.reason == fault.reason, "\(refusal)")
            #expect(refusal.description.contains(fault.words), "\(refusal)")
            #expect(refusal.file?.hasPrefix("targets/\(fault.target)/") == true)
        }
        #expect(run.models.map(\.place.target) == ["legacy_features", "no_checksum"])
        #expect(run.models.allSatisfy { !$0.isSigned && $0.features.count == 8 })
        #expect(
            run.notices.filter { $0.kind == .unsigned }.compactMap(\.model?.target)
                == run.models.map(\.place.target))
    }

    @Test func `otherwise those two and the truncated XGBoost model are refused as unsigned`() throws {
        let run = try open(allowsUnsigned: false)
        #expect(run.models.isEmpty)
        let unsigned = run.refusals.filter { $0.reason == .unsigned }.compactMap(\.model?.target)
        #expect(unsigned == ["legacy_features", "no_checksum", "xgb_truncated"])
        #expect(run.refusals.count == 11)
        for fault in Self.faults where fault.target != "xgb_truncated" {
            #expect(run.refusals.contains { $0.model?.target == fault.target && $0.reason == fault.reason })
        }
    }

    @Test func `a refusal harms no other target`() throws {
        let alone = try TrainingRun.open(
            MemoryFolder(try MemoryFolder.errorRun().files.filter { $0.key.contains("no_checksum") }),
            options: {
                var options = RunOptions()
                options.allowsUnsigned = true
                return options
            }())
        let among = try open(allowsUnsigned: true)
        let row = [0.5, 0.001, 0.02, -0.01, 0.0, 55, 0.02, 1.1]
        let model = try #require(among.models.last)
        #expect(model.model(row) == alone.models.first?.model(row))
        #expect(alone.refusals == [])
    }

    @Test func `a notice says where the metadata name another target`() throws {
        let notices = try open(allowsUnsigned: true).notices.filter { $0.kind == .misnamed }
        #expect(
            notices.first?.text
                == "the metadata name the target 'ret_5m', the folders 'legacy_features', which counts")
    }
}
