public import SluiceMarket

extension PositionReconciliation.Mode: SettingChoice {}
