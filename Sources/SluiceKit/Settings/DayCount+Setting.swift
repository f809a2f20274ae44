public import SluiceMarket

extension DayCount: SettingChoice {}
