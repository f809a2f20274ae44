import CAllocations
import DataSources
import SluiceTestKit
import Testing

@Suite struct DataSourcesTests {
    @Test func `every data source keeps the contract`() {
        let breaches = PluginContract.breaches(
            of: DataSources.all, settings: ["data.csv": "{ path: market.csv, interval: 1d }"],
            allocations: allocation_counter())
        #expect(breaches == [])
    }
}
