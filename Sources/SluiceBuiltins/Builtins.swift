import AlertSinks
import Arbiters
import Blenders
import Brokers
import Calibrators
import DataSources
import Executions
import Gates
import Learners
import Predictors
import RiskChecks
import Sizers
public import SluiceKit

extension Registry {
    /// Every plugin that ships with Sluice.
    public static let builtins = Registry(
        DataSources.all + Predictors.all + Calibrators.all + Blenders.all + Arbiters.all + Gates.all
            + Sizers.all + RiskChecks.all + Executions.all + Brokers.all + Learners.all + AlertSinks.all
    )
}
