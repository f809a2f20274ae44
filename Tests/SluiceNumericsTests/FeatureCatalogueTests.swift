import SluiceNumerics
import Testing

@Suite struct FeatureCatalogueTests {
    @Test func `the six-stage engine has 29 features`() {
        #expect(
            FeatureCatalogue.sixStage.map(\.name).joined(separator: " ")
                == """
                ret_1d ret_5d ret_10d ret_20d ret_60d vol_5d vol_10d vol_20d vol_60d rsi_7 rsi_14 rsi_21 \
                ma_ratio_10 ma_ratio_20 ma_ratio_50 bb_position bb_width macd macd_signal macd_hist mom_5d mom_10d \
                mom_20d atr_14 high_low_range volume_ma_ratio volume_change close_to_high_52w close_to_low_52w
                """)
    }

    @Test func `every listed feature is found by its name, and has a formula and a source`() {
        for feature in FeatureCatalogue.all {
            #expect(FeatureCatalogue.feature(named: feature.name) == feature)
            #expect(!feature.formula.isEmpty && !feature.source.isEmpty)
        }
        #expect(Set(FeatureCatalogue.all).count == FeatureCatalogue.all.count)
    }

    @Test func `a bank knows how much history its features need`() throws {
        #expect(try FeatureBank(series: 1, features: FeatureCatalogue.sixStage).warmUp == 61)
        #expect(try FeatureBank(series: 1, features: []).warmUp == 0)
    }

    @Test(arguments: [("ret_3d", 4), ("vol_2d", 3), ("rsi_9", 9), ("adx_7", 15), ("atr_5000", 5_000)])
    func `other numbers are allowed`(name: String, warmUp: Int) {
        #expect(FeatureCatalogue.feature(named: name)?.warmUp == warmUp)
        #expect(FeatureCatalogue.feature(named: name)?.name == name)
    }

    @Test(arguments: [
        "", "ret_", "ret_d", "ret_0d", "ret_05d", "ret_+5d", "ret_5", "vol_1d", "atr_5001",
        "rsi_99999999999999999999",
        "RSI_14", "ret_5d ", "macd_14", "rsi_{k}", "ret_٣d",
    ])
    func `anything else is no feature`(name: String) {
        #expect(FeatureCatalogue.feature(named: name) == nil)
    }
}
