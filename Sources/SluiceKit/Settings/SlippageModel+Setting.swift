public import SluiceMarket

extension SlippageModel: SettingChoice {}
