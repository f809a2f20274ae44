public import SluiceKit
public import SluiceNumerics

extension CrossSection.Mode: SettingChoice {}
extension HierarchicalRiskParity.Distance: SettingChoice {}
extension ImpactLimit.Mode: SettingChoice {}
